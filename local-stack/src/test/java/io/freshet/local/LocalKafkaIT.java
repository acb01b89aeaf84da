package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.local.fault.FaultProxy;
import io.freshet.local.fault.TcpFaults;
import io.freshet.local.part.PartPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {
    private static final long BOUND_SECONDS = 60;

    @Test
    void keepsEveryAcknowledgedRecordWhenKilled(@TempDir Path data) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(data)) {
            createTopic(kafka, "kept");
            try (KafkaProducer<String, String> producer = producer(kafka, Map.of())) {
                for (int i = 0; i < 500; i++) {
                    producer.send(new ProducerRecord<>("kept", "k" + i, "v" + i))
                            .get(BOUND_SECONDS, TimeUnit.SECONDS);
                }
            }
            long before = kafka.pid();
            kafka.kill();
            kafka.restart();

            assertThat(kafka.pid()).isNotEqualTo(before);
            assertThat(valuesOf(kafka, "kept", 500)).hasSize(500).doesNotHaveDuplicates();
        }
    }

    @Test
    void letsClientsInThroughAProxyAndKeepsThemOnIt(@TempDir Path data) throws Exception {
        int listener = PartPort.free("second").number();
        try (FaultProxy proxy = FaultProxy.to(listener);
                LocalKafka kafka = LocalKafka.startBehind(data, listener, proxy.port());
                Admin through = Admin.create(Map.of("bootstrap.servers", proxy.address()))) {
            assertThat(through.describeCluster().nodes().get(BOUND_SECONDS, TimeUnit.SECONDS))
                    .allMatch(node -> node.port() == proxy.port());
            proxy.faults(TcpFaults.SWALLOW);
            assertThatThrownBy(() -> through.listTopics(new ListTopicsOptions().timeoutMs(1_000))
                            .names()
                            .get(BOUND_SECONDS, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TimeoutException.class);
            createTopic(kafka, "direct");
            proxy.faults(TcpFaults.NONE);
            assertThat(through.listTopics().names().get(BOUND_SECONDS, TimeUnit.SECONDS))
                    .contains("direct");
        }
    }

    @Test
    void commitsTransactionsWithOneNode(@TempDir Path data) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(data)) {
            createTopic(kafka, "exactly");
            Map<String, Object> transactional = Map.of("transactional.id", "t1");
            try (KafkaProducer<String, String> producer = producer(kafka, transactional)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("exactly", "k", "aborted")).get(BOUND_SECONDS, TimeUnit.SECONDS);
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("exactly", "k", "committed")).get(BOUND_SECONDS, TimeUnit.SECONDS);
                producer.commitTransaction();
            }
            assertThat(valuesOf(kafka, "exactly", 1)).containsExactly("committed");
        }
    }

    @Test
    void refusesTopicsThatNobodyCreated(@TempDir Path data) {
        try (LocalKafka kafka = LocalKafka.start(data);
                Admin admin = admin(kafka)) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("surprise"))
                            .allTopicNames()
                            .get(BOUND_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void logsNextToNothingWhenAllIsWell(@TempDir Path data) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(data)) {
            createTopic(kafka, "quiet");
            kafka.kill();
            kafka.restart();
        }
        assertThat(Files.readAllLines(data.resolve("kafka.log"))).hasSizeLessThan(20);
    }

    private static void createTopic(LocalKafka kafka, String name) throws Exception {
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic(name, 4, (short) 1))).all().get(BOUND_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Admin admin(LocalKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static KafkaProducer<String, String> producer(LocalKafka kafka, Map<String, Object> more) {
        Map<String, Object> settings = new java.util.HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static List<String> valuesOf(LocalKafka kafka, String topic, int atLeast) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline =
                    System.nanoTime() + Duration.ofSeconds(BOUND_SECONDS).toNanos();
            while (values.size() < atLeast && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
