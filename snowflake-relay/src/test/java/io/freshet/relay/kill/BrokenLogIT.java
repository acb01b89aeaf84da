package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertEachRecordOnce;
import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.relay.source.RelayStatus.Partition;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that lost the end of a log and wrote it anew, and one with a batch that is broken on disk. */
@Timeout(240)
class BrokenLogIT {
    @TempDir
    Path directory;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(directory);
        System.setProperty("aws.accessKeyId", world.store.accessKey());
        System.setProperty("aws.secretAccessKey", world.store.secretKey());
    }

    @AfterEach
    void end() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        world.close();
    }

    private RelayUnderTest relay() {
        return RelayUnderTest.start(
                world.options(500, Duration.ofSeconds(1)), new FixedRegistry(), RelayUnderTest.Wraps.NONE);
    }

    @Test
    void partitionThatCannotBeReadRestsAloneAndOneThatLostRecordsStopsForGood() throws Exception {
        for (String topic : List.of("torn", "corrupt", "healthy")) {
            world.createTopic(topic, 1);
            world.produce(topic, 1, 100);
        }
        try (RelayUnderTest relay = relay()) {
            assertEachRecordOnce(world);
            awaitSettled(world);
            assertThat(relay.running()).isTrue();
        }
        world.produce("corrupt", 1, 50);
        world.kafka.stop();
        empty(log("torn"));
        flipLastByte(log("corrupt").resolve("00000000000000000000.log"));
        world.kafka.restart();
        world.produce("torn", 1, 300);
        world.produced.removeIf(place -> place.topic().equals("corrupt") && place.offset() >= 100);
        List<World.Place> rewritten = world.produced.subList(world.produced.size() - 300, world.produced.size());
        rewritten.clear();
        world.produce("healthy", 1, 50);

        try (RelayUnderTest relay = relay()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> is(relay, "torn", Partition::stopped));
            await().atMost(Duration.ofSeconds(60)).until(() -> is(relay, "corrupt", Partition::behind));
            assertEachRecordOnce(world);
            assertThat(is(relay, "healthy", partition -> partition.trouble() == null))
                    .isTrue();
        }
        try (RelayUnderTest relay = relay()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> is(relay, "torn", Partition::stopped));
            assertEachRecordOnce(world);
        }
    }

    /** Who finishes an intent has read none of its records, and must know all the same that the broker has lost them since. */
    @Test
    void rangeThatWasIntendedBeforeTheLogWasWrittenAnewStopsItsHeirToo() throws Exception {
        world.createTopic("torn", 1);
        world.produce("torn", 1, 100);
        RelayOptions dying = world.dying(world.options(500, Duration.ofSeconds(1)), DyingStep.AFTER_PUT, 1);
        try (RelayProcess first = world.process(dying, "first")) {
            assertThat(first.died(60)).isTrue();
        }
        world.kafka.stop();
        empty(log("torn"));
        world.kafka.restart();
        world.produce("torn", 1, 300);
        world.produced.subList(100, 400).clear();

        try (RelayUnderTest relay = relay()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> is(relay, "torn", Partition::stopped));
            assertEachRecordOnce(world);
        }
    }

    private static boolean is(RelayUnderTest relay, String topic, Predicate<Partition> claim) {
        return relay.status().partitions().stream()
                .filter(partition -> partition.topic().equals(topic))
                .anyMatch(claim);
    }

    private Path log(String topic) throws IOException {
        try (Stream<Path> folders = Files.walk(directory.resolve("kafka"))) {
            return folders.filter(path -> path.endsWith(topic + "-0"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** As a machine that loses power may leave it; the broker knows its topic by what stays. */
    private static void empty(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            files.filter(file -> !file.endsWith("partition.metadata")).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void flipLastByte(Path segment) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(file.length() - 1);
            int last = file.read();
            file.seek(file.length() - 1);
            file.write(~last);
        }
    }
}
