package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertEachRecordOnce;
import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import io.freshet.relay.cut.Course.Phase;
import io.freshet.relay.kill.World.Place;
import io.freshet.relay.source.RelayStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The relay in this process, against a real broker and a real store. Each test has a topic of its own. */
@Timeout(180)
class RelayIT {
    private static final int PARTITIONS = 2;

    private static World world;

    private final FixedRegistry registry = new FixedRegistry();
    private RelayUnderTest relay;
    private RelayOptions options;

    @BeforeAll
    static void begin(@TempDir Path directory) {
        world = new World(directory);
        System.setProperty("aws.accessKeyId", world.store.accessKey());
        System.setProperty("aws.secretAccessKey", world.store.secretKey());
    }

    @AfterAll
    static void end() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        world.close();
    }

    @BeforeEach
    void start() {
        options = world.options(500, Duration.ofSeconds(1));
        relay = RelayUnderTest.start(options, registry, RelayUnderTest.Wraps.NONE);
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
        world.admin.deleteTopics(world.admin.listTopics().names().get()).all().get();
        waiting().until(() -> world.admin.listTopics().names().get().isEmpty());
        deleteGroup();
        world.lake.clear();
        world.produced.clear();
    }

    private static ConditionFactory waiting() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }

    private void restartRelay(Callable<?> meanwhile) throws Exception {
        relay.close();
        meanwhile.call();
        relay = RelayUnderTest.start(options, registry, RelayUnderTest.Wraps.NONE);
    }

    private static Object deleteGroup() {
        waiting().until(() -> {
            world.admin.deleteConsumerGroups(List.of("relay-under-test")).all().get();
            return true;
        });
        return world;
    }

    private RelayStatus.Partition partition(String topic, int partition) {
        return relay.status().partitions().stream()
                .filter(p -> p.topic().equals(topic) && p.partition() == partition)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void relaysANewTopicAndNoneOfItsOwn() throws Exception {
        world.createTopic("plain", PARTITIONS);
        world.createTopic("freshet.sessions", 1);
        world.createTopic("job-store-changelog", 1);
        world.produce("plain", PARTITIONS, 1_234);

        assertEachRecordOnce(world);
        awaitSettled(world);
        JsonNode row = world.lake.rows().getFirst();
        assertThat(row.get("text").asText()).startsWith("row ");
        assertThat(world.lake.keys()).allMatch(key -> key.startsWith("lake/v1/plain/"));
    }

    @Test
    void abortedTransactionsLeaveNoRowsAndNoGap() throws Exception {
        world.createTopic("results", 1);
        String topicId = world.topicId("results");
        try (KafkaProducer<byte[], byte[]> producer = world.producer(Map.of("transactional.id", "tx"))) {
            producer.initTransactions();
            for (int round = 0; round < 6; round++) {
                producer.beginTransaction();
                var sent = producer.send(new ProducerRecord<>("results", 0, null, Samples.value(round)));
                producer.flush();
                if (round % 2 == 0) {
                    producer.commitTransaction();
                    world.produced.add(
                            new Place("results", topicId, 0, sent.get().offset()));
                } else {
                    producer.abortTransaction();
                }
            }
        }
        assertEachRecordOnce(world);
        TopicPartition only = new TopicPartition("results", 0);
        waiting().until(() -> world.committed().get(only).offset() == 12);
        world.produce("results", 1, 5);
        assertEachRecordOnce(world);
    }

    @Test
    void recreatedTopicStartsAsNew() throws Exception {
        world.createTopic("reborn", PARTITIONS);
        world.produce("reborn", PARTITIONS, 100);
        assertEachRecordOnce(world);
        awaitSettled(world);
        world.admin.deleteTopics(List.of("reborn")).all().get();
        waiting().until(() -> world.createTopic("reborn", PARTITIONS) != null);
        waiting().until(() -> {
            world.produce("reborn", PARTITIONS, 100);
            return true;
        });
        assertEachRecordOnce(world);
    }

    @Test
    void topicThatGrowsIsReadFromTheBeginOfItsNewPartitions() throws Exception {
        world.createTopic("growing", 1);
        world.produce("growing", 1, 50);
        assertEachRecordOnce(world);
        world.admin
                .createPartitions(Map.of("growing", NewPartitions.increaseTo(3)))
                .all()
                .get();
        waiting().until(() -> {
            world.produce("growing", 3, 60);
            return true;
        });
        assertEachRecordOnce(world);
    }

    @Test
    void topicsOfOtherValuesFollowTheirOwnRules() throws Exception {
        world.createTopic("json-clicks", 1);
        world.createTopic("bytes-blobs", 1);
        world.send("json-clicks", 1, List.of("{\"n\":1.50}".getBytes(StandardCharsets.UTF_8)));
        world.send("bytes-blobs", 1, List.of(new byte[] {(byte) 0xff}));

        assertEachRecordOnce(world);
        assertThat(world.lake.rows()).anyMatch(row -> row.path("n").toString().equals("1.5"));
        assertThat(world.lake.rows())
                .anyMatch(row -> row.path("value").path("b64").asText().equals("/w=="));
        assertThat(world.lake.keys())
                .anyMatch(key -> key.startsWith("lake/streaming/json-clicks/") && key.endsWith(".ndjson.gz"));
        awaitSettled(world);
        restartRelay(RelayIT::deleteGroup);
        world.send("json-clicks", 1, List.of("{\"n\":2}".getBytes(StandardCharsets.UTF_8)));
        assertEachRecordOnce(world);
    }

    @Test
    void markerAtTheEndOfDataHasNoRowAndItsRangeCoversIt() throws Exception {
        world.createTopic("ended", 1);
        world.produce("ended", 1, 3);
        try (KafkaProducer<byte[], byte[]> producer = world.producer(Map.of())) {
            ProducerRecord<byte[], byte[]> end = new ProducerRecord<>("ended", 0, null, (byte[]) null);
            end.headers().add(EventHeaders.CONTROL, EventHeaders.END_OF_DATA.getBytes(StandardCharsets.UTF_8));
            producer.send(end).get();
        }
        assertEachRecordOnce(world);
        TopicPartition only = new TopicPartition("ended", 0);
        waiting().until(() -> world.committed().get(only).offset() == 4);
        world.produce("ended", 1, 2);
        assertEachRecordOnce(world);
    }

    @Test
    void lostCommitsAreFoundAgainInManifestAndStore() throws Exception {
        world.createTopic("amnesia", PARTITIONS);
        world.produce("amnesia", PARTITIONS, 100);
        assertEachRecordOnce(world);
        awaitSettled(world);
        restartRelay(RelayIT::deleteGroup);
        world.produce("amnesia", PARTITIONS, 100);
        assertEachRecordOnce(world);
        awaitSettled(world);
        restartRelay(() -> {
            deleteGroup();
            return world.admin.deleteTopics(List.of("freshet.manifest")).all().get();
        });
        world.produce("amnesia", PARTITIONS, 100);
        assertEachRecordOnce(world);
    }

    @Test
    void recordsLostToRetentionStopTheirPartitionAlone() throws Exception {
        world.createTopic("leaky", PARTITIONS);
        world.produce("leaky", PARTITIONS, 100);
        assertEachRecordOnce(world);
        awaitSettled(world);
        restartRelay(() -> {
            world.produce("leaky", PARTITIONS, 100);
            return world.admin
                    .deleteRecords(Map.of(new TopicPartition("leaky", 0), RecordsToDelete.beforeOffset(80)))
                    .all()
                    .get();
        });
        waiting().until(() -> partition("leaky", 0).phase() == Phase.STOPPED);
        assertThat(partition("leaky", 0).trouble()).contains("records are lost").contains("80");
        world.produced.removeIf(place -> place.partition() == 0 && place.offset() >= 50);
        assertEachRecordOnce(world);
        awaitSettled(world);
    }

    @Test
    void poisonIsRejectedOnceByPlaceAndTheRestGoesOn() throws Exception {
        world.createTopic("poisoned", 1);
        world.createTopic(BuiltInTypes.EVENTS_REJECTED, 1);
        byte[] noAvro = {0, 0, 0, 0, 1, 1};
        byte[] unknownSchema = {0, 0, 0, 0, 99, 1};
        byte[] unframed = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        world.send("poisoned", 1, List.of(Samples.value(1), noAvro, unknownSchema, unframed, Samples.value(2)));
        String topicId = world.topicId("poisoned");
        world.produced.removeIf(place -> place.offset() > 0 && place.offset() < 4);
        String rejectedId = world.topicId(BuiltInTypes.EVENTS_REJECTED);
        for (int offset = 0; offset < 3; offset++) {
            world.produced.add(new Place(BuiltInTypes.EVENTS_REJECTED, rejectedId, 0, offset));
        }

        assertEachRecordOnce(world);
        assertThat(world.lake.rows())
                .filteredOn(row -> row.has("payload"))
                .extracting(row -> row.get("_meta").get("id").asText())
                .containsExactlyInAnyOrder(topicId + "/0/1", topicId + "/0/2", topicId + "/0/3");
        assertThat(world.lake.rows())
                .filteredOn(row -> row.has("payload"))
                .allMatch(row -> row.get("reason").asText().equals(Reason.UNDECODABLE_RECORD.slug()));
    }

    @Test
    void poisonOfRejectedEventsBecomesARowOfBytes() throws Exception {
        world.createTopic(BuiltInTypes.EVENTS_REJECTED, 1);
        byte[] garbage = {9, 9, 9};
        world.send(BuiltInTypes.EVENTS_REJECTED, 1, List.of(garbage));

        assertEachRecordOnce(world);
        JsonNode row = world.lake.rows().getFirst();
        assertThat(row.get("value").get("b64").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(garbage));
        assertThat(row.get("_meta").get("flags").toString()).contains("undecodable-record");
    }

    @Test
    void unreachableRegistryHoldsBackWhatNeedsItAndNothingIsPoison() throws Exception {
        registry.down(true);
        world.createTopic("waiting", 1);
        world.createTopic(BuiltInTypes.EVENTS_REJECTED, 1);
        world.produce("waiting", 1, 10);

        waiting().until(() -> partition("waiting", 0).behind());
        assertThat(world.lake.keys()).isEmpty();
        registry.down(false);
        assertEachRecordOnce(world);
        waiting().until(() -> !partition("waiting", 0).behind());
    }

    @Test
    void storeThatWasDownIsCaughtUpWithByItself() throws Exception {
        world.createTopic("stormy", PARTITIONS);
        world.produce("stormy", PARTITIONS, 100);
        assertEachRecordOnce(world);
        world.store.kill();
        world.produce("stormy", PARTITIONS, 3_000);
        waiting()
                .until(() -> partition("stormy", 0).behind()
                        && partition("stormy", 1).behind());
        world.store.restart();
        assertEachRecordOnce(world);
        awaitSettled(world);
    }

    @Test
    void brokerThatWasDownIsJoinedAgain() throws Exception {
        world.createTopic("phoenix", PARTITIONS);
        world.produce("phoenix", PARTITIONS, 100);
        world.kafka.kill();
        world.kafka.restart();
        world.produce("phoenix", PARTITIONS, 100);
        assertEachRecordOnce(world);
        awaitSettled(world);
    }

    @Test
    void rejectedEventKeepsTheBytesOfItsRecord() throws Exception {
        world.createTopic("kept", 1);
        world.createTopic(BuiltInTypes.EVENTS_REJECTED, 1);
        byte[] unframed = {7, 7};
        world.send("kept", 1, List.of(unframed));
        waiting().until(() -> !world.values(BuiltInTypes.EVENTS_REJECTED).isEmpty());

        RejectedEvent event =
                RejectedEvent.decode(world.values(BuiltInTypes.EVENTS_REJECTED).getFirst());
        assertThat(event.payload()).isEqualTo(unframed);
        assertThat(event.type()).isEqualTo("kept");
        assertThat(event.position()).isEqualTo(world.topicId("kept") + "/0/0");
    }
}
