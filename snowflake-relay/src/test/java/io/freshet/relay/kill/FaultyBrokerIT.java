package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertEachRecordOnce;
import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.fault.TcpFaults;
import io.freshet.local.fault.TcpFaults.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
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

/** The relay in this process, while the way to its broker fails. */
@Timeout(300)
class FaultyBrokerIT {
    private static final int PARTITIONS = 2;

    private static FaultyWorld faulty;

    private RelayOptions options;
    private RelayUnderTest relay;

    @BeforeAll
    static void begin(@TempDir Path directory) throws Exception {
        faulty = new FaultyWorld(directory, 5);
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
    void start() throws Exception {
        options = faulty.options(100, Duration.ofMillis(300)).session(Duration.ofSeconds(2));
        relay = another();
        faulty.world.produce("clicks", PARTITIONS, 20);
        assertEachRecordOnce(faulty.world);
    }

    @AfterEach
    void stop() {
        faulty.brokerProxy.faults(TcpFaults.NONE);
        relay.close();
    }

    private RelayUnderTest another() {
        return RelayUnderTest.start(options, new FixedRegistry(), RelayUnderTest.Wraps.NONE);
    }

    private static void assertNothingLostOrTwice() throws Exception {
        assertEachRecordOnce(faulty.world);
        awaitSettled(faulty.world);
        faulty.puts.assertOneContentToEachKey();
        assertThat(CommitLog.trespasses(CommitLog.read(faulty.world.kafka.bootstrapServers())))
                .isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("down", TcpFaults.REFUSE),
                Arguments.of("black hole", TcpFaults.SWALLOW),
                Arguments.of("stalled", TcpFaults.STALL),
                Arguments.of("far away", TcpFaults.delay(Duration.ofMillis(80))),
                Arguments.of("cut short", TcpFaults.cutAfter(Direction.TO_CLIENT, 2_000)),
                Arguments.of("slow", TcpFaults.throttle(60_000)));
    }

    /** Longer than the session, so that the group gives the relay up where its heartbeats do not come through. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void goesOnWhereItWasWhenTheBrokerIsBack(String what, TcpFaults fault) throws Exception {
        faulty.brokerProxy.faults(fault);
        for (int second = 0; second < 4; second++) {
            faulty.world.produce("clicks", PARTITIONS, 30);
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        faulty.brokerProxy.faults(TcpFaults.NONE);
        assertNothingLostOrTwice();
    }

    /** Its connections stay open and say nothing, for longer than the session. */
    @Test
    void goesOnWhenAFrozenBrokerIsThawed() throws Exception {
        faulty.world.produce("clicks", PARTITIONS, 40);
        signal("STOP");
        try {
            LockSupport.parkNanos(Duration.ofSeconds(6).toNanos());
        } finally {
            signal("CONT");
        }
        faulty.world.produce("clicks", PARTITIONS, 40);
        assertNothingLostOrTwice();
    }

    private static void signal(String name) throws Exception {
        String pid = Long.toString(faulty.world.kafka.pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    @Test
    void survivesAStormOfRebalances() throws Exception {
        for (int round = 0; round < 6; round++) {
            try (RelayUnderTest guest = another()) {
                faulty.world.produce("clicks", PARTITIONS, 40);
                LockSupport.parkNanos(Duration.ofMillis(150L * round).toNanos());
                assertThat(guest.status()).isNotNull();
            }
        }
        assertNothingLostOrTwice();
    }

    @Test
    void joinsAgainWhenTheGroupHasThrownItOut() throws Exception {
        for (int round = 0; round < 3; round++) {
            faulty.world.produce("clicks", PARTITIONS, 40);
            faulty.world
                    .admin
                    .removeMembersFromConsumerGroup("relay-under-test", new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
            faulty.world.produce("clicks", PARTITIONS, 40);
            assertEachRecordOnce(faulty.world);
        }
        assertNothingLostOrTwice();
    }

    @Test
    void goesOnWithTheOthersWhenATopicIsDeleted() throws Exception {
        faulty.world.createTopic("doomed", PARTITIONS);
        faulty.world.produce("doomed", PARTITIONS, 40);
        assertEachRecordOnce(faulty.world);
        faulty.world.admin.deleteTopics(List.of("doomed")).all().get();
        faulty.world.produce("clicks", PARTITIONS, 40);
        assertEachRecordOnce(faulty.world);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> relay.status().partitions().stream()
                        .noneMatch(partition -> partition.topic().equals("doomed")));
        assertThat(relay.status().partitions()).noneMatch(partition -> partition.trouble() != null);
    }
}
