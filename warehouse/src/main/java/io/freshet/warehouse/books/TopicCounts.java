package io.freshet.warehouse.books;

import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.reconcile.BookedFile;
import io.freshet.warehouse.reconcile.FileRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Counts the committed records that Kafka has, by topic and hour of arrival, and how many of them lie in a range of the books. Reads every
 * record of the time that is asked for. Blocks.
 */
public final class TopicCounts {
    /** The relay gives records with this header no row: they say something of the stream. */
    private static final String CONTROL = "freshet_control";

    private final Admin admin;
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final Duration timeout;

    /**
     * Of one topic's partition and hour.
     *
     * @param partial whether Kafka may have deleted records of this hour
     */
    public record Counted(
            String topic, String topicId, int partition, Instant hour, long records, long relayed, boolean partial) {}

    /**
     * Ready to count.
     *
     * @param readers a new consumer of no group, read_committed, at each call
     * @param timeout without any progress
     */
    public TopicCounts(Admin admin, Supplier<Consumer<byte[], byte[]>> readers, Duration timeout) {
        this.admin = admin;
        this.readers = readers;
        this.timeout = timeout;
    }

    /** @param since records that came before are not read */
    public List<Counted> count(Collection<BookedFile> books, Instant since) {
        Map<String, Map<Integer, NavigableMap<Long, Long>>> ranges = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        for (BookedFile file : books) {
            FileRange range = file.range();
            names.put(range.topicId(), range.topic());
            ranges.computeIfAbsent(range.topicId(), id -> new HashMap<>())
                    .computeIfAbsent(range.partition(), partition -> new TreeMap<>())
                    .merge(range.from(), range.until(), Math::max);
        }
        List<Counted> counted = new ArrayList<>();
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            for (TopicDescription topic : present(names)) {
                String id = topic.topicId().toString();
                for (var info : topic.partitions()) {
                    NavigableMap<Long, Long> covered =
                            ranges.getOrDefault(id, Map.of()).getOrDefault(info.partition(), new TreeMap<>());
                    counted.addAll(
                            count(reader, new TopicPartition(topic.name(), info.partition()), id, covered, since));
                }
            }
        } catch (KafkaException e) {
            throw new Unreachable("Kafka's records cannot be counted: " + e.getMessage(), e);
        }
        return counted;
    }

    /** Those of the topics whose present life is the one that the books tell of. */
    private List<TopicDescription> present(Map<String, String> names) {
        List<TopicDescription> found = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : admin.describeTopics(
                        List.copyOf(new TreeSet<>(names.values())))
                .topicNameValues()
                .entrySet()) {
            try {
                TopicDescription description = topic.getValue().get();
                if (names.containsKey(description.topicId().toString())) {
                    found.add(description);
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new Unreachable("Kafka does not say what topics it has: " + e.getCause(), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unreachable("interrupted", e);
            }
        }
        return found;
    }

    private List<Counted> count(
            Consumer<byte[], byte[]> reader,
            TopicPartition partition,
            String id,
            NavigableMap<Long, Long> covered,
            Instant since) {
        List<TopicPartition> one = List.of(partition);
        reader.assign(one);
        long start = reader.beginningOffsets(one, timeout).getOrDefault(partition, 0L);
        long end = reader.endOffsets(one, timeout).getOrDefault(partition, 0L);
        var wanted = reader.offsetsForTimes(Map.of(partition, since.toEpochMilli()), timeout)
                .get(partition);
        long begin = wanted == null ? end : Math.max(start, wanted.offset());
        reader.seek(partition, begin);
        Map<Instant, long[]> hours = new TreeMap<>();
        long position = begin;
        while (position < end) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout).records(partition)) {
                if (record.offset() < end && record.headers().lastHeader(CONTROL) == null) {
                    Instant hour = Instant.ofEpochMilli(record.timestamp()).truncatedTo(ChronoUnit.HOURS);
                    long[] counts = hours.computeIfAbsent(hour, any -> new long[2]);
                    counts[0]++;
                    counts[1] += covers(covered, record.offset()) ? 1 : 0;
                }
            }
            long now = reader.position(partition, timeout);
            if (now == position) {
                throw new Unreachable("Reading " + partition + " stalls at " + now + " of " + end);
            }
            position = now;
        }
        // Retention, or the time that was asked for, cut into the first hour.
        Instant first = hours.isEmpty() || begin == 0
                ? Instant.MIN
                : hours.keySet().iterator().next();
        return hours.entrySet().stream()
                .map(hour -> new Counted(
                        partition.topic(),
                        id,
                        partition.partition(),
                        hour.getKey(),
                        hour.getValue()[0],
                        hour.getValue()[1],
                        hour.getKey().equals(first)))
                .toList();
    }

    private static boolean covers(NavigableMap<Long, Long> ranges, long offset) {
        Map.Entry<Long, Long> at = ranges.floorEntry(offset);
        return at != null && offset < at.getValue();
    }
}
