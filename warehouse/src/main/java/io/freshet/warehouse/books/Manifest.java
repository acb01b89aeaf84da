package io.freshet.warehouse.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.reconcile.BookedFile;
import io.freshet.warehouse.reconcile.FileRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the relay's manifest, a compacted topic of one partition, from its begin to its end. Blocks. */
public final class Manifest {
    private static final JsonMapper JSON = new JsonMapper();

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final Duration timeout;

    /**
     * @param readers a new consumer of no group at each call
     * @param timeout without any progress
     */
    public Manifest(String topic, Supplier<Consumer<byte[], byte[]>> readers, Duration timeout) {
        this.topic = topic;
        this.readers = readers;
        this.timeout = timeout;
    }

    /**
     * Every file, in the order in which they were entered last.
     *
     * @param store whose files are wanted, as {@code s3://bucket}
     */
    public List<BookedFile> files(String store) {
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            TopicPartition only = new TopicPartition(topic, 0);
            if (reader.partitionsFor(topic, timeout).isEmpty()) {
                return List.of();
            }
            reader.assign(List.of(only));
            reader.seekToBeginning(List.of(only));
            long end = reader.endOffsets(List.of(only), timeout).getOrDefault(only, 0L);
            Map<String, BookedFile> files = new LinkedHashMap<>();
            long position = reader.position(only, timeout);
            while (position < end) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout)) {
                    note(record, store, files);
                }
                long now = reader.position(only, timeout);
                if (now == position) {
                    throw new Unreachable(
                            "The manifest " + topic + " cannot be read: it stalls at " + now + " of " + end);
                }
                position = now;
            }
            return List.copyOf(files.values());
        } catch (KafkaException e) {
            throw new Unreachable("The manifest " + topic + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record, String store, Map<String, BookedFile> files) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        files.remove(key);
        if (record.value() == null) {
            return;
        }
        try {
            JsonNode file = JSON.readTree(record.value());
            if (file.path("store").asText().equals(store)) {
                files.put(key, booked(file, Instant.ofEpochMilli(record.timestamp())));
            }
        } catch (IOException e) {
            throw new Unreachable(
                    "The manifest " + topic + " has a record at " + record.offset() + " that is no JSON", e);
        }
    }

    private static BookedFile booked(JsonNode file, Instant at) {
        FileRange range = new FileRange(
                file.path("topic").asText(),
                file.path("topic_id").asText(),
                file.path("partition").asInt(),
                file.path("from").asLong(),
                file.path("until").asLong());
        return new BookedFile(
                file.path("key").asText(),
                range,
                file.path("rows").asLong(),
                file.path("bytes").asLong(),
                file.path("sha256").asText(),
                file.path("format").asText(),
                file.path("codec").asText(),
                at);
    }
}
