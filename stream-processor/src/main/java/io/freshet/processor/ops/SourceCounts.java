package io.freshet.processor.ops;

import io.freshet.processor.topology.SourcePartitions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many partitions the sources of a job have, as the broker last said. Written by the job's supervisor, read by stream threads. */
final class SourceCounts implements SourcePartitions {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    SourceCounts(Map<String, Integer> atStart) {
        counts.putAll(atStart);
    }

    void update(Map<String, Integer> now) {
        counts.putAll(now);
    }

    @Override
    public int of(String topic) {
        return counts.getOrDefault(topic, 0);
    }
}
