package io.freshet.processor.proof;

import static org.awaitility.Awaitility.await;

import io.freshet.local.LocalKafka;
import io.freshet.local.LocalRegistry;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.TypeName;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A broker and a registry, each a process of its own, topics of twelve partitions, and events as the gateway writes them. */
final class ProofStack implements AutoCloseable {
    static final int PARTITIONS = 12;
    private static final Duration POLL = Duration.ofMillis(100);

    final LocalKafka kafka;
    final LocalRegistry registry;
    private final SchemaRegistry schemas;
    private final KafkaProducer<byte[], byte[]> producer;
    private long sent;

    ProofStack(Path directory) {
        kafka = LocalKafka.start(directory.resolve("kafka"));
        registry = LocalRegistry.start(directory.resolve("registry"));
        schemas = ConfluentRegistry.at(registry.url(), directory.resolve("test-schemas"));
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "acks",
                        "all",
                        "linger.ms",
                        5,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        register(
                BuiltInTypes.EVENTS_REJECTED,
                BuiltInTypes.get(BuiltInTypes.EVENTS_REJECTED).schema());
        create(BuiltInTypes.EVENTS_REJECTED);
    }

    /** Registers the type and makes its topic; returns the schema's id. */
    int add(String type, Schema schema) {
        create(type);
        return register(type, schema);
    }

    private int register(String type, Schema schema) {
        return switch (schemas.register(TypeName.subject(type), schema)) {
            case Answer.Found<SchemaRegistry.Registered>(var registered) -> registered.id();
            case Answer<SchemaRegistry.Registered> other -> throw new IllegalStateException("not registered: " + other);
        };
    }

    private void create(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)
                            .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param partition null for that of the key */
    void send(String topic, @Nullable Integer partition, String key, byte[] value, Instant time) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_specversion", utf8("1.0"));
        headers.add("ce_id", utf8("e" + sent++));
        headers.add("ce_source", utf8("/test"));
        headers.add("ce_type", utf8(topic));
        headers.add("ce_time", utf8(time.toString()));
        var unused = producer.send(new ProducerRecord<>(topic, partition, null, utf8(key), value, headers));
    }

    /** As the gateway does when a type is closed. */
    void close(String topic) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            close(topic, partition);
        }
    }

    void close(String topic, int partition) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("freshet_control", utf8("end-of-data"));
        var unused = producer.send(new ProducerRecord<>(topic, partition, null, null, null, headers));
        producer.flush();
    }

    void flush() {
        producer.flush();
    }

    /** What is committed of a topic, from where it was at first, until {@code enough} says so; fails where it never does. */
    List<ConsumerRecord<byte[], byte[]>> read(
            String topic, Duration atMost, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        await().atMost(atMost).until(() -> exists(topic));
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + atMost.toNanos();
            while (!enough.test(read)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(topic + " has " + read.size() + " records, and that is not enough");
                }
                consumer.poll(POLL).forEach(read::add);
            }
            // What should not be there would come with a commit or two.
            long quiet = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            while (System.nanoTime() < quiet) {
                consumer.poll(POLL).forEach(read::add);
            }
        }
        return read;
    }

    private boolean exists(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.listTopics().names().get().contains(topic);
        }
    }

    Schema schemaOf(byte[] value) {
        int id = ByteBuffer.wrap(value, 1, 4).getInt();
        return switch (schemas.byId(id)) {
            case Answer.Found<Schema>(Schema schema) -> schema;
            case Answer<Schema> other -> throw new IllegalStateException("no schema: " + other);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
        kafka.close();
    }
}
