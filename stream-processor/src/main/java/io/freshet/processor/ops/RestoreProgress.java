package io.freshet.processor.ops;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How many changelog records are still to be read before the stores are whole. Called by threads of Kafka Streams. */
final class RestoreProgress implements StateRestoreListener {
    private record Span(long at, long end) {}

    private final Map<TopicPartition, Span> open = new ConcurrentHashMap<>();

    long remaining() {
        return open.values().stream()
                .mapToLong(span -> Math.max(0, span.end() - span.at()))
                .sum();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        open.put(changelog, new Span(from, end));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long at, long count) {
        open.computeIfPresent(changelog, (partition, span) -> new Span(at + 1, span.end()));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        open.remove(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        open.remove(changelog);
    }
}
