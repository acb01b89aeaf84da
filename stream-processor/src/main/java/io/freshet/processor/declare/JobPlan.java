package io.freshet.processor.declare;

import java.util.List;
import java.util.Optional;

/**
 * A declaration that was checked: everything in it goes together, types included. Immutable.
 *
 * @param name also the prefix of the job's stores and internal topics
 * @param sources from one to eight types; {@link Row#source()} counts in this order
 * @param layout of the rows
 * @param preparation what is computed and filtered before grouping
 * @param grouping empty where the behaviour has no groups (enrichment, copy)
 * @param deduplication ahead of everything else, where the declaration asks for it
 * @param into the result type, which is also its topic
 * @param result what is written
 * @param version of the declaration, from 1, as the file says; part of the names of stores
 * @param fingerprint of all that the state depends on, in hexadecimal: another one under the same version must be refused
 */
public record JobPlan(
        String name,
        List<Source> sources,
        Layout layout,
        Preparation preparation,
        Optional<Grouping> grouping,
        Optional<Behaviour.Deduplication> deduplication,
        Behaviour behaviour,
        String into,
        ResultSchema result,
        RowCodec codec,
        int version,
        String fingerprint) {
    public JobPlan {
        sources = List.copyOf(sources);
    }

    /** Where late records go. */
    public String lateTopic() {
        return name + ".late";
    }
}
