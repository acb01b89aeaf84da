package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertBooked;
import static io.freshet.relay.kill.RelayAssertions.assertEachRecordOnce;
import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A relay that dies between two steps, or sleeps through its own succession. Real processes, real kills. */
@Timeout(180)
class KillIT {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int PARTITIONS = 2;

    @TempDir
    Path directory;

    private World world;

    @BeforeEach
    void begin() throws Exception {
        world = new World(directory);
        world.createTopic("clicks", PARTITIONS);
        world.createTopic("orders", PARTITIONS);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void produceBoth(int count) throws Exception {
        world.produce("clicks", PARTITIONS, count);
        world.produce("orders", PARTITIONS, count);
    }

    /** Twice in a row at the step, then in peace, each time with another size of cut. */
    @ParameterizedTest
    @EnumSource(
            value = DyingStep.class,
            names = {"BEFORE_PUT", "AFTER_PUT", "AFTER_MANIFEST"})
    void loadsEachRecordOnceWhenKilledBetweenSteps(DyingStep step) throws Exception {
        produceBoth(200);
        die(world.dying(world.options(20, SHORT), step, 3), "first");
        produceBoth(100);
        world.lake.files();
        die(world.dying(world.options(70, SHORT), step, 2), "second");
        produceBoth(50);
        world.lake.files();
        try (RelayProcess relay = world.process(world.options(500, SHORT), "third")) {
            assertEachRecordOnce(world);
            awaitSettled(world);
            assertBooked(world);
            relay.end();
        }
        assertEachRecordOnce(world);
    }

    private void die(RelayOptions options, String log) throws Exception {
        try (RelayProcess relay = world.process(options, log)) {
            assertThat(relay.died(60)).as("the relay reached the step and died").isTrue();
        }
    }

    @Test
    void sleepingOwnerPutsAndCommitsNothingSecond() throws Exception {
        RelayOptions options = world.options(10, SHORT);
        produceBoth(100);
        try (RelayProcess zombie = world.process(world.dying(options, DyingStep.STALL_BEFORE_PUT, 1), "zombie")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(options.marker()));
            zombie.freeze();
            produceBoth(100);
            try (RelayProcess heir = world.process(world.options(40, SHORT), "heir")) {
                assertEachRecordOnce(world);
                awaitSettled(world);
                Files.delete(options.marker());
                zombie.thaw();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> Files.exists(options.outcomes())
                                && Files.readString(options.outcomes()).contains("EXISTS"));
                produceBoth(100);
                assertEachRecordOnce(world);
                awaitSettled(world);
                assertThat(heir.alive() && zombie.alive()).isTrue();
            }
        }
        assertEachRecordOnce(world);
    }

    /** What Kafka no longer has cannot be loaded; the range is closed all the same, so that the chain stays whole. */
    @Test
    void intendedRangeWhoseRecordsAreGoneBecomesAnEmptyFile() throws Exception {
        world.createTopic("gone", 1);
        world.produce("gone", 1, 50);
        die(world.dying(world.options(10, SHORT), DyingStep.BEFORE_PUT, 1), "first");
        TopicPartition only = new TopicPartition("gone", 0);
        String intent = world.committed().get(only).metadata();
        long until = new ObjectMapper().readTree(intent).get("until").asLong();
        world.admin
                .deleteRecords(Map.of(only, RecordsToDelete.beforeOffset(until)))
                .all()
                .get();
        world.produced.removeIf(place -> place.offset() < until);
        world.produce("gone", 1, 30);
        try (RelayProcess relay = world.process(world.options(10, SHORT), "second")) {
            assertEachRecordOnce(world);
            awaitSettled(world);
            assertThat(world.lake
                            .files()
                            .get(new ObjectMapper().readTree(intent).get("key").asText()))
                    .isEmpty();
            relay.end();
        }
    }

    @Test
    void twoRelaysShareAndTakeOverFromEachOther() throws Exception {
        produceBoth(300);
        RelayOptions options = world.options(10, SHORT);
        try (RelayProcess first = world.process(options, "first")) {
            try (RelayProcess second = world.process(world.options(30, SHORT), "second")) {
                await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> world.members() == 2);
                for (int round = 0; round < 5; round++) {
                    produceBoth(100);
                }
                second.kill();
                produceBoth(100);
                assertEachRecordOnce(world);
            }
            first.end();
        }
        assertEachRecordOnce(world);
    }
}
