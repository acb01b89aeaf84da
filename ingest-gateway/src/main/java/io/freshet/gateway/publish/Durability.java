package io.freshet.gateway.publish;

import java.util.ArrayList;
import java.util.List;

/** What a topic must be like before an event in it may be called durable. Immutable; any thread. */
public enum Durability {
    /** A topic that could lose an acknowledged event with one machine is refused. */
    PRODUCTION,
    /** Such a topic is served, and the gateway says so at start: for one broker on one machine. */
    DEVELOPMENT;

    private static final int REPLICAS = 3;
    private static final int IN_SYNC = 2;

    /**
     * A topic as the brokers have it.
     *
     * @param replicas the fewest replicas of any of its partitions
     * @param minInSync {@code min.insync.replicas}
     * @param unclean {@code unclean.leader.election.enable}
     */
    public record Topic(String name, int replicas, int minInSync, boolean unclean) {}

    /** What keeps the topic from surviving the loss of a machine, each with what to do; empty if nothing does. */
    public static List<String> problems(Topic topic) {
        List<String> problems = new ArrayList<>();
        if (topic.replicas < REPLICAS) {
            problems.add("its replication factor is %d: reassign its partitions to at least %d replicas"
                    .formatted(topic.replicas, REPLICAS));
        }
        if (topic.minInSync < IN_SYNC) {
            problems.add("min.insync.replicas is %d: set it to at least %d".formatted(topic.minInSync, IN_SYNC));
        }
        if (topic.unclean) {
            problems.add("unclean.leader.election.enable is true: set it to false");
        }
        return problems;
    }
}
