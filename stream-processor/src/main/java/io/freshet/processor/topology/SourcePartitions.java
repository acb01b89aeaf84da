package io.freshet.processor.topology;

/** How many partitions a source topic has now; may grow. Called by stream threads for every event; must not block. */
@FunctionalInterface
public interface SourcePartitions {
    int of(String topic);
}
