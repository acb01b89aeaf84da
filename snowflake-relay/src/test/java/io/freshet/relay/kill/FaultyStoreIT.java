package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertEachRecordOnce;
import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.fault.HttpFaults;
import io.freshet.local.fault.HttpFaults.Fault;
import io.freshet.relay.source.RelayStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The relay in this process, before a store that fails in every way that stores do. */
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class FaultyStoreIT {
    private static final int PARTITIONS = 2;
    private static final Duration FAULTS =
            Boolean.getBoolean("freshet.long") ? Duration.ofMinutes(10) : Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(FaultyStoreIT.class);
    private static final long SEED = Long.getLong("freshet.seed", 5);

    private static FaultyWorld faulty;

    private RelayUnderTest relay;

    @BeforeAll
    static void begin(@TempDir Path directory) throws Exception {
        faulty = new FaultyWorld(directory, SEED);
        System.setProperty("aws.accessKeyId", faulty.world.store.accessKey());
        System.setProperty("aws.secretAccessKey", faulty.world.store.secretKey());
        faulty.world.createTopic("clicks", PARTITIONS);
    }

    @AfterAll
    static void end() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        faulty.close();
    }

    @BeforeEach
    void start() {
        relay = RelayUnderTest.start(
                faulty.options(100, Duration.ofMillis(300)).session(Duration.ofSeconds(2)),
                new FixedRegistry(),
                RelayUnderTest.Wraps.NONE);
    }

    @AfterEach
    void stop() {
        faulty.storeProxy.faults(HttpFaults.NONE);
        relay.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(HttpFaults.INTERNAL_ERROR, "status 500"),
                Arguments.of(HttpFaults.SLOW_DOWN, "status 503"),
                Arguments.of(HttpFaults.TOO_MANY, "too many requests (429)"),
                Arguments.of(HttpFaults.DENIED, "denied (403)"),
                Arguments.of(HttpFaults.CLOCK_SKEW, "(403)"),
                Arguments.of(HttpFaults.NO_BUCKET, "bucket does not exist"),
                Arguments.of(new HttpFaults.LoseResponse(), "no answer"),
                Arguments.of(new HttpFaults.Hang(), "no answer"));
    }

    /** The reason is shown while it lasts; once it is mended nothing is lost and nothing is there twice. */
    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongAndGoesOnWhenItIsMended(Fault fault, String reason) throws Exception {
        faulty.storeProxy.faults(HttpFaults.always(fault));
        faulty.world.produce("clicks", PARTITIONS, 40);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> troubles().stream().anyMatch(trouble -> trouble.contains(reason)));
        assertThat(relay.status().partitions())
                .noneMatch(RelayStatus.Partition::stopped)
                .anyMatch(RelayStatus.Partition::behind);
        faulty.world.produce("clicks", PARTITIONS, 40);
        faulty.storeProxy.faults(HttpFaults.NONE);
        assertEachRecordOnce(faulty.world);
        awaitSettled(faulty.world);
        faulty.puts.assertOneContentToEachKey();
    }

    private List<String> troubles() {
        return relay.status().partitions().stream()
                .map(partition -> String.valueOf(partition.trouble()))
                .toList();
    }

    @Test
    void slowStoreOnlySlowsItDown() throws Exception {
        faulty.storeProxy.faults(HttpFaults.always(new HttpFaults.Slow(Duration.ofMillis(700))));
        faulty.world.produce("clicks", PARTITIONS, 200);
        assertEachRecordOnce(faulty.world);
        assertThat(troubles()).containsOnly("null");
    }

    /** 30 % errors and 5 % lost responses under load; the backlog is gone within as long again. */
    @Test
    void losesNothingAndRepeatsNothingThroughAStoreThatFailsOften() throws Exception {
        String topic = "storm";
        faulty.world.createTopic(topic, 8);
        faulty.storeProxy.faults(HttpFaults.NONE
                .with(0.2, HttpFaults.INTERNAL_ERROR)
                .with(0.1, HttpFaults.SLOW_DOWN)
                .with(0.05, new HttpFaults.LoseResponse()));
        try (Traffic traffic = new Traffic(faulty.world, topic, 8, SEED, 5)) {
            LockSupport.parkNanos(FAULTS.toNanos());
            assertThat(traffic.flows()).isTrue();
        }
        int records = Truth.of(faulty.world, topic, 8).size();
        long ended = System.nanoTime();
        await().atMost(FAULTS).pollInterval(Duration.ofMillis(500)).until(() -> rows(topic) >= records);
        long backlog = Duration.ofNanos(System.nanoTime() - ended).toMillis();
        faulty.storeProxy.faults(HttpFaults.NONE);
        awaitSettled(faulty.world);
        assertThat(rows(topic)).isEqualTo(records);
        Truth.of(faulty.world, topic, 8).keySet().forEach(faulty.world.produced::add);
        assertEachRecordOnce(faulty.world);
        faulty.puts.assertOneContentToEachKey();
        LOG.infof(
                "Through the storm: seed=%d seconds=%d records=%d backlog_gone_after_ms=%d",
                SEED, FAULTS.toSeconds(), records, backlog);
    }

    private static long rows(String topic) {
        return faulty.world.lake.places().stream()
                .filter(place -> place.topic().equals(topic))
                .count();
    }
}
