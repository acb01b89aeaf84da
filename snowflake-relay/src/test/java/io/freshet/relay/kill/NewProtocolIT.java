package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertEachRecordOnce;
import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the classic group protocol does in {@link RelayIT}, with the newer one (KIP-848). */
@Timeout(240)
class NewProtocolIT {
    private static final int PARTITIONS = 4;

    @TempDir
    Path directory;

    private final FixedRegistry registry = new FixedRegistry();
    private World world;
    private RelayOptions options;

    @BeforeEach
    void begin() {
        world = new World(directory);
        System.setProperty("aws.accessKeyId", world.store.accessKey());
        System.setProperty("aws.secretAccessKey", world.store.secretKey());
        options = world.options(50, Duration.ofSeconds(1));
    }

    @AfterEach
    void end() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        world.close();
    }

    private RelayUnderTest relay() {
        return RelayUnderTest.start(options, registry, RelayUnderTest.Wraps.NONE, GroupProtocol.CONSUMER);
    }

    private static boolean owns(RelayUnderTest relay) {
        return !relay.status().partitions().isEmpty();
    }

    @Test
    void relaysShareTakeOverAndGoOnWhereTheClassicOnesStopped() throws Exception {
        world.createTopic("shared", PARTITIONS);
        try (RelayUnderTest classic = RelayUnderTest.start(options, registry, RelayUnderTest.Wraps.NONE)) {
            world.produce("shared", PARTITIONS, 100);
            assertEachRecordOnce(world);
            awaitSettled(world);
            assertThat(classic.running()).isTrue();
        }
        try (RelayUnderTest first = relay()) {
            try (RelayUnderTest second = relay()) {
                await().atMost(Duration.ofSeconds(90)).until(() -> owns(first) && owns(second));
                for (int round = 0; round < 4; round++) {
                    world.produce("shared", PARTITIONS, 100);
                }
                assertEachRecordOnce(world);
                assertThat(world.admin
                                .describeConsumerGroups(List.of("relay-under-test"))
                                .all()
                                .get()
                                .get("relay-under-test")
                                .type())
                        .isEqualTo(GroupType.CONSUMER);
            }
            world.produce("shared", PARTITIONS, 100);
            assertEachRecordOnce(world);
            awaitSettled(world);
            recreated();
        }
        lostRecordsStopTheirPartition();
    }

    private void recreated() throws Exception {
        world.admin.deleteTopics(List.of("shared")).all().get();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> world.createTopic("shared", PARTITIONS) != null);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            world.produce("shared", PARTITIONS, 100);
            return true;
        });
        assertEachRecordOnce(world);
        awaitSettled(world);
    }

    private void lostRecordsStopTheirPartition() throws Exception {
        world.produce("shared", PARTITIONS, 100);
        world.admin
                .deleteRecords(Map.of(new TopicPartition("shared", 0), RecordsToDelete.beforeOffset(40)))
                .all()
                .get();
        try (RelayUnderTest relay = relay()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> relay.status().partitions().stream().anyMatch(p -> p.partition() == 0 && p.stopped()));
        }
    }
}
