package io.freshet.relay.kill;

import static org.awaitility.Awaitility.await;

import io.freshet.local.LocalKafka;
import io.freshet.local.LocalStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker and a real object store, what was produced to the one, and a view of the other. */
final class World implements AutoCloseable {
    final LocalKafka kafka;
    final LocalStore store;
    final Lake lake;
    final Admin admin;
    final List<Place> produced = new ArrayList<>();
    private final Path directory;

    /** Where a record stands. */
    record Place(String topic, String topicId, int partition, long offset) {}

    World(Path directory) {
        this(directory, LocalKafka.start(directory.resolve("kafka")));
    }

    World(Path directory, LocalKafka kafka) {
        this.directory = directory;
        this.kafka = kafka;
        this.store = LocalStore.start(directory.resolve("store"));
        this.lake = new Lake(store);
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    RelayOptions options(int cutRecords, Duration cutAge) {
        return new RelayOptions(
                kafka.bootstrapServers(),
                store.endpoint(),
                store.bucket(),
                cutRecords,
                cutAge,
                DyingStep.NONE,
                0,
                directory.resolve("marker"),
                RelayOptions.USUAL_SESSION,
                GroupProtocol.CLASSIC);
    }

    RelayOptions dying(RelayOptions options, DyingStep step, int at) {
        return options.step(step, at);
    }

    RelayProcess process(RelayOptions options, String log) throws IOException {
        Path logs = Files.createDirectories(Path.of("target", "relay-logs"));
        return RelayProcess.start(options, store.accessKey(), store.secretKey(), logs.resolve(logName(log)));
    }

    /** A relay with so small a heap that it dies when it holds more than it says. */
    RelayProcess process(RelayOptions options, String log, int heapMegabytes) throws IOException {
        Path logs = Files.createDirectories(Path.of("target", "relay-logs"));
        return RelayProcess.start(
                options,
                store.accessKey(),
                store.secretKey(),
                logs.resolve(logName(log)),
                List.of(
                        "-Xmx" + heapMegabytes + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfreshet.test.budget=" + heapMegabytes * (1L << 20) / 4));
    }

    /** What a process has logged until now. */
    String logged(String log) throws IOException {
        return Files.readString(Path.of("target", "relay-logs").resolve(logName(log)));
    }

    private String logName(String log) {
        return directory.getFileName() + "-" + log + ".log";
    }

    /** How soon the broker gives up a silent member of the newer protocol; the classic one is told by its member. */
    void sessionOfNewerProtocol(Duration session) throws ExecutionException, InterruptedException {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "relay-under-test");
        admin.incrementalAlterConfigs(Map.of(
                        group,
                        List.of(
                                set("consumer.session.timeout.ms", session.toMillis()),
                                set("consumer.heartbeat.interval.ms", Math.max(200, session.toMillis() / 12)))))
                .all()
                .get();
    }

    private static AlterConfigOp set(String name, long value) {
        return new AlterConfigOp(new ConfigEntry(name, Long.toString(value)), AlterConfigOp.OpType.SET);
    }

    String createTopic(String name, int partitions) throws ExecutionException, InterruptedException {
        return createTopic(name, partitions, Map.of());
    }

    String createTopic(String name, int partitions, Map<String, String> configs)
            throws ExecutionException, InterruptedException {
        String id = admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
                .topicId(name)
                .get()
                .toString();
        await().ignoreExceptions().until(() -> topicId(name).equals(id));
        return id;
    }

    String topicId(String name) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(name))
                .allTopicNames()
                .get()
                .get(name)
                .topicId()
                .toString();
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", kafka.bootstrapServers());
        config.put("acks", "all");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends so many records in turn to the topic's partitions, and remembers where they stand. */
    void produce(String topic, int partitions, int count) throws ExecutionException, InterruptedException {
        List<byte[]> values = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            values.add(Samples.value(n));
        }
        send(topic, partitions, values);
    }

    void send(String topic, int partitions, List<byte[]> values) throws ExecutionException, InterruptedException {
        String topicId = topicId(topic);
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (byte[] value : values) {
                byte[] key = ("k" + sent.size()).getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(new ProducerRecord<>(topic, sent.size() % partitions, key, value)));
            }
            for (Future<RecordMetadata> one : sent) {
                RecordMetadata at = one.get();
                produced.add(new Place(topic, topicId, at.partition(), at.offset()));
            }
        }
    }

    /** Values of all records of the topic's first partition. */
    List<byte[]> values(String topic) {
        TopicPartition first = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(first));
            consumer.seekToBeginning(List.of(first));
            List<byte[]> values = new ArrayList<>();
            consumer.poll(Duration.ofSeconds(2)).forEach(record -> values.add(record.value()));
            return values;
        }
    }

    /** Keys of all files that the manifest has. */
    Set<String> manifest() {
        TopicPartition only = new TopicPartition("freshet.manifest", 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            Set<String> keys = new HashSet<>();
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
            }
            return keys;
        }
    }

    /** Members of the group that own a partition. */
    long members() throws ExecutionException, InterruptedException {
        return admin
                .describeConsumerGroups(List.of("relay-under-test"))
                .all()
                .get()
                .get("relay-under-test")
                .members()
                .stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    Map<TopicPartition, OffsetAndMetadata> committed() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets("relay-under-test")
                .partitionsToOffsetAndMetadata()
                .get();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        lake.close();
        store.close();
        kafka.close();
    }
}
