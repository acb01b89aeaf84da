package io.freshet.relay.replay;

import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.encode.SourceRecord;
import io.freshet.relay.source.Records;
import io.freshet.relay.source.TopicRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How much a replay would write, by the first records of each partition.
 *
 * @param rows at most: transactions and compaction leave holes
 * @param rawBytes before compression, about
 * @param bytes of the objects, about
 */
public record Estimate(long rows, long rawBytes, long bytes) {
    private static final int SAMPLE = 500;

    /** Reads a little and writes nothing. */
    public static Estimate of(
            ReplayPlan plan,
            TopicRule rule,
            Supplier<Consumer<byte[], byte[]>> readers,
            FileEncoder encoder,
            Duration timeout) {
        double raw = 0;
        double packed = 0;
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            for (ReplayPlan.Planned planned : plan.ranges()) {
                List<SourceRecord> sample = sample(reader, planned.range(), timeout);
                if (!sample.isEmpty()
                        && encoder.encode(planned.range().origin(), sample, rule.format(), rule.codec())
                                instanceof Encoded encoded) {
                    double share = (double) planned.offsets() / sample.size();
                    raw += encoded.rawBytes() * share;
                    packed += encoded.bytes().length * share;
                }
            }
        }
        return new Estimate(plan.offsets(), Math.round(raw), Math.round(packed));
    }

    private static List<SourceRecord> sample(Consumer<byte[], byte[]> reader, Range range, Duration timeout) {
        TopicPartition partition =
                new TopicPartition(range.origin().topic(), range.origin().partition());
        reader.assign(List.of(partition));
        reader.seek(partition, range.from());
        List<SourceRecord> sample = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout)) {
            if (record.offset() < range.until() && sample.size() < SAMPLE) {
                sample.add(Records.of(record));
            }
        }
        return sample;
    }
}
