package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertEachRecordOnce;
import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.local.LocalKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker's own cleaner takes records away, before a range is read and between its intent and its PUT. */
@Timeout(180)
class CompactedTopicIT {
    private static final String TOPIC = "states";
    private static final int KEYS = 10;

    @TempDir
    Path directory;

    private World world;
    private int sent;

    @Test
    void holesOfTheCleanerAreNoLossAndAnIntendedRangeIsWhatIsLeftOfIt() throws Exception {
        world = new World(directory, LocalKafka.startWith(directory.resolve("kafka"), "log.cleaner.backoff.ms=200"));
        try {
            world.createTopic(
                    TOPIC,
                    1,
                    Map.of(
                            "cleanup.policy", "compact",
                            "segment.ms", "200",
                            "min.cleanable.dirty.ratio", "0.01"));
            send(200);
            RelayOptions dying = world.dying(world.options(50, Duration.ofSeconds(1)), DyingStep.BEFORE_PUT, 1);
            try (RelayProcess first = world.process(dying, "first")) {
                assertThat(first.died(60)).isTrue();
            }
            String intent = world.committed().get(new TopicPartition(TOPIC, 0)).metadata();
            long until = new ObjectMapper().readTree(intent).get("until").asLong();
            String key = new ObjectMapper().readTree(intent).get("key").asText();
            send(200);
            awaitCleaner(until);

            var truth = Truth.of(world, TOPIC, 1).keySet();
            assertThat(truth).hasSizeLessThan(sent);
            world.produced.addAll(truth);
            try (RelayProcess heir = world.process(world.options(50, Duration.ofSeconds(1)), "heir")) {
                assertEachRecordOnce(world);
                awaitSettled(world);
                heir.end();
            }
            long left = truth.stream().filter(place -> place.offset() < until).count();
            assertThat(left).isPositive();
            assertThat(world.lake.files().get(key)).hasSize((int) left);
            assertThat(world.logged("heir")).doesNotContain("lost");
        } finally {
            world.close();
        }
    }

    private void send(int count) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = world.producer(Map.of())) {
            for (int n = 0; n < count; n++) {
                // Some keys come once and stay.
                byte[] key = (sent % 7 == 0 ? "once-" + sent : "k" + sent % KEYS).getBytes(UTF_8);
                producer.send(new ProducerRecord<>(TOPIC, 0, key, Samples.value(sent++)))
                        .get();
            }
        }
    }

    /** Segments end when something is written after their time; then the cleaner may have them. It rests once it has done its work. */
    private void awaitCleaner(long until) throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    send(1);
                    return Truth.of(world, TOPIC, 1).keySet().stream()
                                    .filter(place -> place.offset() < until)
                                    .count()
                            < until / 2;
                });
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        world.admin
                .incrementalAlterConfigs(Map.of(
                        topic,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        for (long before = -1, now = Truth.size(world, TOPIC, 1);
                now != before;
                before = now, now = Truth.size(world, TOPIC, 1)) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }
}
