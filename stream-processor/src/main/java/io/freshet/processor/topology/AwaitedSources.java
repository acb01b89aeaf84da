package io.freshet.processor.topology;

import io.freshet.processor.declare.Source;
import io.freshet.processor.watermark.ExpectedSources;
import io.freshet.processor.watermark.SourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The source partitions that a task waits for: behind a repartition topic all of them, also those by which a topic has grown;
 * without one its own. One per task, called by its stream thread.
 */
final class AwaitedSources implements ExpectedSources {
    private final List<Source> sources;
    private final SourcePartitions partitions;
    private final int[] counts;
    private List<SourceId> awaited = List.of();

    private AwaitedSources(List<Source> sources, SourcePartitions partitions) {
        this.sources = sources;
        this.partitions = partitions;
        this.counts = new int[sources.size()];
    }

    static ExpectedSources of(JobParts parts, int task) {
        List<Source> sources = parts.plan().sources();
        if (parts.isRepartitioned()) {
            return new AwaitedSources(sources, parts.partitions());
        }
        List<SourceId> own = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            if (task < parts.partitions().of(sources.get(source).type())) {
                own.add(new SourceId(source, task));
            }
        }
        List<SourceId> all = List.copyOf(own);
        return () -> all;
    }

    @Override
    public List<SourceId> all() {
        boolean grown = false;
        for (int source = 0; source < counts.length; source++) {
            int now = partitions.of(sources.get(source).type());
            grown |= now > counts[source];
            counts[source] = Math.max(now, counts[source]);
        }
        if (grown) {
            awaited = list();
        }
        return awaited;
    }

    private List<SourceId> list() {
        List<SourceId> all = new ArrayList<>(Arrays.stream(counts).sum());
        for (int source = 0; source < counts.length; source++) {
            for (int partition = 0; partition < counts[source]; partition++) {
                all.add(new SourceId(source, partition));
            }
        }
        return List.copyOf(all);
    }
}
