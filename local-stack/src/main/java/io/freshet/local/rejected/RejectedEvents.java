package io.freshet.local.rejected;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.RejectedEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the topic of rejected events, with all their bytes, as it stands when reading begins. Blocks; a broker that is away is an
 * {@link IOException} after half a minute.
 */
public final class RejectedEvents {
    private static final Logger LOG = Logger.getLogger(RejectedEvents.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RejectedEvents() {}

    /**
     * @param since when they were rejected, at the earliest
     * @return what is wanted of it, in the order of the topic's partitions; of one event that was rejected several times, the last
     */
    public static List<RejectedEvent> read(String bootstrap, Instant since, Predicate<RejectedEvent> wanted)
            throws IOException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis(),
                "isolation.level",
                "read_committed",
                "client.id",
                "freshet-rejected");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = seek(consumer, since);
            Map<String, RejectedEvent> found = new LinkedHashMap<>();
            long heard = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                var records = consumer.poll(Duration.ofMillis(500));
                if (!records.isEmpty()) {
                    heard = System.nanoTime();
                } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                    throw new IOException("the rejected events could not be read to their end");
                }
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    keep(record, wanted, found);
                }
            }
            return new ArrayList<>(found.values());
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new IOException("the rejected events could not be read: " + e.getMessage(), e);
        }
    }

    private static Map<TopicPartition, Long> seek(KafkaConsumer<byte[], byte[]> consumer, Instant since) {
        List<TopicPartition> partitions = consumer.partitionsFor(BuiltInTypes.EVENTS_REJECTED).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times = new LinkedHashMap<>();
        partitions.forEach(p -> times.put(p, Math.max(0, since.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> from = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = from.get(partition);
            consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        }
        return ends;
    }

    private static void keep(
            ConsumerRecord<byte[], byte[]> record, Predicate<RejectedEvent> wanted, Map<String, RejectedEvent> found) {
        try {
            RejectedEvent event = RejectedEvent.decode(record.value());
            String name = event.type() + '/' + event.protocol() + '/' + event.id();
            // The last word on it counts, and stands where that was said.
            found.remove(name);
            if (wanted.test(event)) {
                found.put(name, event);
            }
        } catch (IOException e) {
            LOG.warnf(
                    "A record is no rejected event and is passed over. topic=%s partition=%d offset=%d",
                    record.topic(), record.partition(), record.offset());
        }
    }
}
