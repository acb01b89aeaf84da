package io.freshet.relay.manifest;

import io.freshet.relay.cut.Origin;
import io.freshet.relay.manifest.ManifestJson.Mark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The manifest on its compacted topic. High water is the furthest end that <em>any</em> record tells, not only the
 * high-water record: an owner that was stopped for a while and then repeats its last step may write an older one late.
 */
public final class KafkaManifest implements Manifest {
    private final String topic;
    private final ManifestTopic made;
    private final Producer<byte[], byte[]> producer;
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final Duration timeout;

    /**
     * @param producer acks=all, shared
     * @param readers a new consumer without a group at each call
     * @param timeout of one write, or of reading the topic from its begin to its end without progress
     */
    public KafkaManifest(
            String topic,
            Admin admin,
            Producer<byte[], byte[]> producer,
            Supplier<Consumer<byte[], byte[]>> readers,
            Duration timeout) {
        this.topic = topic;
        this.made = new ManifestTopic(admin, topic, timeout);
        this.producer = producer;
        this.readers = readers;
        this.timeout = timeout;
    }

    @Override
    public void record(ManifestEntry entry) throws ManifestUnavailableException {
        made.ensure();
        byte[] key = entry.key().getBytes(StandardCharsets.UTF_8);
        Origin origin = entry.facts().range().origin();
        try {
            Future<RecordMetadata> file = producer.send(new ProducerRecord<>(topic, key, ManifestJson.file(entry)));
            Future<RecordMetadata> mark = producer.send(new ProducerRecord<>(
                    topic,
                    ManifestJson.highWaterKey(origin),
                    ManifestJson.highWater(entry.facts().range())));
            file.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            mark.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new ManifestUnavailableException("manifest not written: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ManifestUnavailableException("interrupted", e);
        }
    }

    @Override
    public OptionalLong highWater(Origin origin) throws ManifestUnavailableException {
        Long until = read().get(new Place(origin.topicId(), origin.partition()));
        return until == null ? OptionalLong.empty() : OptionalLong.of(until);
    }

    private record Place(String topicId, int partition) {}

    /** Reads all of it: asked only for partitions without a commit, which is when they are new or their commits were lost. */
    private Map<Place, Long> read() throws ManifestUnavailableException {
        made.ensure();
        Map<Place, Long> furthest = new HashMap<>();
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            TopicPartition only = new TopicPartition(topic, 0);
            reader.assign(List.of(only));
            reader.seekToBeginning(List.of(only));
            long end = reader.endOffsets(List.of(only), timeout).getOrDefault(only, 0L);
            long position = reader.position(only, timeout);
            while (position < end) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout)) {
                    note(record, furthest);
                }
                long now = reader.position(only, timeout);
                if (now == position) {
                    throw new ManifestUnavailableException("manifest read stalled at " + now + " of " + end, null);
                }
                position = now;
            }
            return furthest;
        } catch (KafkaException e) {
            throw new ManifestUnavailableException("manifest not read: " + e, e);
        }
    }

    private static void note(ConsumerRecord<byte[], byte[]> record, Map<Place, Long> furthest) {
        byte[] value = record.value();
        if (value != null) {
            ManifestJson.mark(value).ifPresent(mark -> furthest.merge(place(mark), mark.until(), Math::max));
        }
    }

    private static Place place(Mark mark) {
        return new Place(mark.origin().topicId(), mark.origin().partition());
    }
}
