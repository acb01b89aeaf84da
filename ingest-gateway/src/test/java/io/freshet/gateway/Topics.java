package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.model.RejectedEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is in Kafka, with Kafka's own consumer and Avro's own reader. */
final class Topics {
    private Topics() {}

    /** Every record of the topic that counts, partition by partition: not those of transactions that came to nothing. */
    static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Stack.get().kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("The topic cannot be read: " + topic);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** How many records the topic has. */
    static long count(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Stack.get().kafka.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer
                    .endOffsets(consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList())
                    .values()
                    .stream()
                    .mapToLong(end -> end)
                    .sum();
        }
    }

    static List<ConsumerRecord<byte[], byte[]>> withKey(String topic, String key) {
        return read(topic).stream()
                .filter(r -> r.key() != null && new String(r.key(), UTF_8).equals(key))
                .toList();
    }

    static List<RejectedEvent> rejectedOf(String type) {
        return read("events.rejected").stream()
                .map(r -> {
                    try {
                        return RejectedEvent.decode(r.value());
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .filter(r -> r.type().equals(type))
                .toList();
    }

    static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        return Arrays.stream(record.headers().toArray())
                .collect(Collectors.toMap(h -> h.key(), h -> new String(h.value(), UTF_8)));
    }

    static GenericRecord decode(byte[] value, Schema schema) {
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
