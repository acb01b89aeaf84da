package io.freshet.relay.source;

import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what Kafka still has of a range, with a consumer of its own that belongs to no group. Blocks: workers only. */
public final class RangeReader {
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final Duration timeout;

    /** @param timeout without any progress */
    public RangeReader(Supplier<Consumer<byte[], byte[]>> readers, Duration timeout) {
        this.readers = readers;
        this.timeout = timeout;
    }

    /**
     * The records of a range that the log still holds.
     *
     * @param complete whether the log still reached from the range's begin to its end; holes by compaction and transactions are
     *     no loss
     */
    public record Found(List<SourceRecord> records, boolean complete) {}

    public Found read(Range range) {
        TopicPartition partition =
                new TopicPartition(range.origin().topic(), range.origin().partition());
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            reader.assign(List.of(partition));
            long start =
                    bound(reader.beginningOffsets(List.of(partition), timeout).get(partition));
            long end = bound(reader.endOffsets(List.of(partition), timeout).get(partition));
            long from = Math.max(start, range.from());
            long until = Math.min(end, range.until());
            List<SourceRecord> records = from < until ? read(reader, partition, from, until) : List.of();
            return new Found(records, start <= range.from() && end >= range.until());
        }
    }

    private List<SourceRecord> read(Consumer<byte[], byte[]> reader, TopicPartition partition, long from, long until) {
        List<SourceRecord> records = new ArrayList<>();
        reader.seek(partition, from);
        long position = from;
        while (position < until) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout)) {
                if (record.offset() < until) {
                    records.add(Records.of(record));
                }
            }
            long now = reader.position(partition, timeout);
            if (now == position) {
                throw new TimeoutException("reading " + partition + " stalled at " + now);
            }
            position = now;
        }
        return records;
    }

    private static long bound(Long offset) {
        return offset == null ? 0 : offset;
    }
}
