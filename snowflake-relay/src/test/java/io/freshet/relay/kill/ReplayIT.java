package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.model.PathTemplate;
import io.freshet.relay.cut.CutPolicy;
import io.freshet.relay.cut.ObjectKeys;
import io.freshet.relay.encode.Codec;
import io.freshet.relay.encode.Format;
import io.freshet.relay.kill.World.Place;
import io.freshet.relay.ops.KafkaClients;
import io.freshet.relay.replay.Bound;
import io.freshet.relay.replay.Planner;
import io.freshet.relay.replay.Replay;
import io.freshet.relay.replay.ReplayException;
import io.freshet.relay.replay.ReplayPlan;
import io.freshet.relay.replay.ReplayProgress;
import io.freshet.relay.source.Backoff;
import io.freshet.relay.source.TopicRule;
import io.freshet.relay.store.S3Stores;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A topic that was relayed is written again, beside what the relay wrote. */
@Timeout(300)
class ReplayIT {
    private static final String TOPIC = "once-more";
    private static final int PARTITIONS = 3;
    private static final Bound ALL = new Bound.Edge();

    private static World world;
    private static Map<Place, String> relayed;

    private KafkaClients clients;

    /** Transactions, aborted ones too; two records that are no rows. */
    @BeforeAll
    static void relayOnce(@TempDir Path directory) throws Exception {
        world = new World(directory);
        System.setProperty("aws.accessKeyId", world.store.accessKey());
        System.setProperty("aws.secretAccessKey", world.store.secretKey());
        world.createTopic(TOPIC, PARTITIONS);
        world.createTopic("events.rejected", 1);
        try (Traffic traffic = new Traffic(world, TOPIC, PARTITIONS, 1, 1)) {
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            assertThat(traffic.flows()).isTrue();
        }
        world.send(TOPIC, PARTITIONS, List.of(new byte[] {1, 2}, Samples.value(7), new byte[] {3}));
        int records = Truth.size(world, TOPIC, PARTITIONS) - 2;
        try (RelayUnderTest relay = RelayUnderTest.start(
                world.options(100, Duration.ofMillis(300)), new FixedRegistry(), RelayUnderTest.Wraps.NONE)) {
            RelayAssertions.waiting()
                    .until(() -> world.lake.lines("lake/v1/" + TOPIC).size() == records);
            awaitSettled(world);
            assertThat(relay.status().partitions()).isNotEmpty();
        }
        relayed = world.lake.lines("lake/v1/" + TOPIC);
    }

    @AfterAll
    static void end() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        world.close();
    }

    @BeforeEach
    void connect() {
        clients = new KafkaClients(
                Map.of("bootstrap.servers", world.kafka.bootstrapServers()),
                "relay-under-test",
                GroupProtocol.CLASSIC,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    private static ReplayPlan plan(Bound from, Bound until) throws ReplayException {
        return new Planner(world.admin, Duration.ofSeconds(20)).plan(TOPIC, from, until);
    }

    private void replay(ReplayPlan plan, String prefix, ReplayProgress progress) throws Exception {
        try (S3Stores stores = new S3Stores(new S3Stores.Settings(
                URI.create(world.store.endpoint()), "us-east-1", world.store.bucket(), true, Duration.ofSeconds(10)))) {
            Replay.Settings settings = new Replay.Settings(
                    new TopicRule(
                            new CutPolicy(Duration.ofDays(1), 4_000, 1),
                            new ObjectKeys(PathTemplate.standard(prefix)),
                            Format.AVRO,
                            Codec.ZSTD),
                    2,
                    Duration.ofSeconds(5),
                    new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1)),
                    3);
            new Replay(
                            settings,
                            stores.configured(),
                            clients::reader,
                            new FixedRegistry(),
                            InstantSource.system(),
                            progress)
                    .run(plan);
        }
    }

    @Test
    void rowsAreByteForByteThoseOfTheRelay() throws Exception {
        String commits = CommitLog.read(world.kafka.bootstrapServers()).toString();

        replay(plan(ALL, ALL), "again", new Counting());

        assertThat(world.lake.lines("again/v1/" + TOPIC)).isEqualTo(relayed);
        assertThat(CommitLog.read(world.kafka.bootstrapServers())).hasToString(commits);
    }

    @Test
    void goesOnWhereItWasKilledAndWritesNothingTwice() throws Exception {
        ReplayPlan plan = plan(ALL, ALL);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> replay(plan, "stuttering", new DyingAfter(4)))
                    .isInstanceOf(ReplayException.class);
        }
        Map<String, String> before = world.lake.contents("stuttering/");

        replay(plan, "stuttering", new Counting());

        assertThat(before).hasSizeGreaterThan(8);
        assertThat(world.lake.contents("stuttering/")).containsAllEntriesOf(before);
        assertThat(world.lake.lines("stuttering/v1/" + TOPIC)).isEqualTo(relayed);
    }

    /** The program itself, killed again and again while it writes, as a person might who gives the command again. */
    @Test
    void programThatIsKilledGoesOnWhenItIsStartedAgain() throws Exception {
        String topic = "interrupted";
        int records = 6_000;
        world.createTopic(topic, PARTITIONS);
        world.send(
                topic,
                PARTITIONS,
                IntStream.range(0, records)
                        .mapToObj(n -> ("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8))
                        .toList());
        Map<String, String> before = Map.of();
        for (int kill = 0; kill < 3; kill++) {
            int enough = before.size() + 5;
            Process program = program(topic);
            try {
                RelayAssertions.waiting()
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> world.lake.contents("interrupted/").size() >= enough || !program.isAlive());
            } finally {
                program.destroyForcibly().waitFor();
            }
            Map<String, String> after = world.lake.contents("interrupted/");
            assertThat(after).hasSizeGreaterThanOrEqualTo(enough).containsAllEntriesOf(before);
            before = after;
        }
        assertThat(world.lake.lines("interrupted/").size())
                .as("killed on the way")
                .isLessThan(records);

        Process last = program(topic);

        assertThat(last.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).isZero();
        assertThat(world.lake.contents("interrupted/")).containsAllEntriesOf(before);
        assertThat(world.lake.lines("interrupted/")).hasSize(records);
    }

    private static Process program(String topic) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-Dkafka.bootstrap.servers=" + world.kafka.bootstrapServers(),
                "-Dfreshet.registry.url=http://127.0.0.1:9",
                "-Dfreshet.relay.values=json",
                "-Dfreshet.relay.cut.bytes=2K",
                "-Dfreshet.relay.store.endpoint=" + world.store.endpoint(),
                "-Dfreshet.relay.store.bucket=" + world.store.bucket(),
                "-Dfreshet.relay.store.path-style=true",
                "-Dfreshet.replay.topic=" + topic,
                "-Dfreshet.replay.prefix=" + topic,
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.port=0",
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
        builder.environment().put("AWS_ACCESS_KEY_ID", world.store.accessKey());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", world.store.secretKey());
        Path log = Files.createDirectories(Path.of("target", "relay-logs")).resolve("replay.log");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    @Test
    void writesNothingAgainWhenEverythingIsThere() throws Exception {
        replay(plan(ALL, ALL), "twice", new Counting());
        Map<String, String> before = world.lake.contents("twice/");
        Counting second = new Counting();

        replay(plan(ALL, ALL), "twice", second);

        assertThat(second.files).hasValue(0);
        assertThat(world.lake.contents("twice/")).isEqualTo(before);
    }

    @Test
    void takesTheOffsetsThatItIsGiven() throws Exception {
        replay(plan(new Bound.Offset(20), new Bound.Offset(90)), "part", new Counting());

        Map<Place, String> expected = new TreeMap<>(Lake.ORDER);
        relayed.forEach((place, line) -> {
            if (place.offset() >= 20 && place.offset() < 90) {
                expected.put(place, line);
            }
        });
        assertThat(world.lake.lines("part/v1/" + TOPIC)).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void takesTheTimesThatItIsGiven() throws Exception {
        Instant far = Instant.parse("2100-01-01T00:00:00Z");
        assertThat(plan(new Bound.Time(Instant.EPOCH), new Bound.Time(far))).isEqualTo(plan(ALL, ALL));
        assertThat(plan(new Bound.Time(far), ALL).ranges()).isEmpty();
    }

    @Test
    void refusesAPrefixThatHoldsAnotherPart() throws Exception {
        replay(plan(new Bound.Offset(20), new Bound.Offset(90)), "taken", new Counting());
        assertThatThrownBy(() -> replay(plan(ALL, ALL), "taken", new Counting()))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("another replay");
    }

    @Test
    void saysThatThereIsNoSuchTopic() {
        assertThatThrownBy(() -> new Planner(world.admin, Duration.ofSeconds(20)).plan("nothing", ALL, ALL))
                .isInstanceOf(ReplayException.class)
                .hasMessage("There is no topic nothing");
    }

    /** Counts the files of this attempt. */
    private static class Counting implements ReplayProgress {
        final AtomicInteger files = new AtomicInteger();

        @Override
        public void wrote(long offsets, long rows, long bytes, int poison) {
            if (bytes > 0) {
                files.incrementAndGet();
            }
        }

        @Override
        public void waiting(String why) {}
    }

    /** Ends the attempt behind so many files, as a kill would. */
    private static final class DyingAfter extends Counting {
        private final int most;

        DyingAfter(int most) {
            this.most = most;
        }

        @Override
        public void wrote(long offsets, long rows, long bytes, int poison) {
            super.wrote(offsets, rows, bytes, poison);
            if (files.get() >= most) {
                throw new IllegalStateException("killed");
            }
        }
    }
}
