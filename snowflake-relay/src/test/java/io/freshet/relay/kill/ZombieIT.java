package io.freshet.relay.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.relay.kill.CommitLog.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A relay is stopped between intent and PUT, another takes over, and the first one wakes up: again and again. */
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class ZombieIT {
    private static final Logger LOG = Logger.getLogger(ZombieIT.class);
    private static final long SEED = Long.getLong("freshet.seed", 1);
    private static final String TOPIC = "sleepers";
    private static final int PARTITIONS = 4;
    private static final int ROUNDS = Boolean.getBoolean("freshet.long") ? 50 : 3;
    private static final Duration SESSION = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private FaultyWorld faulty;
    private RelayOptions options;

    private static ConditionFactory waiting() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    void whoWakesUpLatePutsNoSecondContentAndCommitsNothing(GroupProtocol protocol) throws Exception {
        try (FaultyWorld world = new FaultyWorld(directory, 1)) {
            faulty = world;
            world.world.createTopic(TOPIC, PARTITIONS);
            world.world.sessionOfNewerProtocol(SESSION);
            options = world.options(30, Duration.ofMillis(200)).session(SESSION).step(DyingStep.STALL_WHEN_ARMED, 0);
            Judgement judgement = new Judgement(world, TOPIC, PARTITIONS);
            try (RelayProcess one = world.world.process(options, "one");
                    RelayProcess two = world.world.process(options, "two")) {
                waiting().until(() -> world.world.members() == 2);
                try (Traffic traffic = new Traffic(world.world, TOPIC, PARTITIONS, SEED, 10)) {
                    for (int round = 1; round <= ROUNDS; round++) {
                        sleepThroughSuccession(List.of(one, two), round);
                    }
                    assertThat(traffic.flows()).isTrue();
                }
                judgement.awaitAllStored(Duration.ofSeconds(60));
                assertThat(one.alive() && two.alive()).isTrue();
            }
            judgement.assertOnceAndWhole();
            assertThat(outcomes()).hasSize(ROUNDS);
            LOG.infof(
                    "Woken up late, nothing second and no commit: protocol=%s seed=%d rounds=%d exists=%d created=%d",
                    protocol,
                    SEED,
                    ROUNDS,
                    outcomes().stream().filter(one -> one.startsWith("EXISTS")).count(),
                    outcomes().stream().filter(one -> one.startsWith("CREATED")).count());
        }
    }

    private void sleepThroughSuccession(List<RelayProcess> relays, int round) throws Exception {
        Files.createFile(options.arm());
        waiting().until(() -> Files.exists(options.marker()));
        long pid = Long.parseLong(Files.readString(options.marker()));
        RelayProcess zombie =
                relays.stream().filter(relay -> relay.pid() == pid).findFirst().orElseThrow();
        zombie.freeze();
        Map<TopicPartition, List<Commit>> before = CommitLog.read(faulty.world.kafka.bootstrapServers());
        waiting().until(() -> faulty.world.members() == 1);
        waiting().until(() -> wentOnEverywhere(before));
        Files.delete(options.marker());
        zombie.thaw();
        waiting().until(() -> outcomes().size() == round);
        waiting().until(() -> faulty.world.members() == 2);
    }

    /** The heir has settled what was pending, and more after it, in every partition. */
    private boolean wentOnEverywhere(Map<TopicPartition, List<Commit>> before) throws Exception {
        var now = faulty.world.committed();
        return before.entrySet().stream()
                .allMatch(entry -> now.get(entry.getKey()).offset()
                        > Math.max(
                                entry.getValue().getLast().until(),
                                entry.getValue().getLast().offset()));
    }

    private List<String> outcomes() throws IOException {
        return Files.exists(options.outcomes()) ? Files.readAllLines(options.outcomes()) : List.of();
    }
}
