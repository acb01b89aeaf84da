package io.freshet.relay.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.local.LocalTwin;
import io.freshet.local.fault.HttpFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two relays share eight partitions under transactional traffic, and one or the other is killed whenever the lots say so. */
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class RandomKillIT {
    private static final Logger LOG = Logger.getLogger(RandomKillIT.class);
    private static final String TOPIC = "shots";
    private static final int PARTITIONS = 8;
    private static final int KILLS = Boolean.getBoolean("freshet.long") ? 100 : 10;
    private static final int RELAYS = 2;
    private static final Duration SESSION = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private final long seed = Long.getLong("freshet.seed", 20261121);
    private final Random chance = new Random(seed);
    private FaultyWorld faulty;
    private int started;
    private GroupProtocol protocol = GroupProtocol.CLASSIC;

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    void everyRecordIsLoadedOnceWhoeverIsKilledWhenever(GroupProtocol by) throws Exception {
        try (FaultyWorld world = new FaultyWorld(directory, 1);
                LocalTwin twin = LocalTwin.startDisturbed(
                        directory.resolve("twin"), world.world.store, "lake", chance.nextLong())) {
            faulty = world;
            protocol = by;
            world.world.createTopic(TOPIC, PARTITIONS);
            world.world.sessionOfNewerProtocol(SESSION);
            // A PUT takes long enough that many a kill finds one under way.
            world.storeProxy.faults(HttpFaults.NONE.with(0.5, new HttpFaults.Slow(Duration.ofMillis(120))));
            long pending = killAgainAndAgain();
            assertThat(pending).as("kills that left an intent behind").isPositive();
            Judgement judgement = new Judgement(world, TOPIC, PARTITIONS);
            judgement.assertOnceAndWhole();
            judgement.assertLoadedOnce(twin);
            LOG.infof("Judged, each record stored and loaded once: protocol=%s seed=%d", protocol, seed);
        }
    }

    private long killAgainAndAgain() throws Exception {
        RelayProcess[] relays = {start(), start()};
        long pending = 0;
        try {
            try (Traffic traffic = new Traffic(faulty.world, TOPIC, PARTITIONS, chance.nextLong(), 20)) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    int victim = chance.nextInt(RELAYS);
                    awaitWork(faulty.puts.files());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(chance.nextLong(1_500)));
                    relays[victim].kill();
                    pending += left();
                    relays[victim] = start();
                }
                assertThat(traffic.flows()).isTrue();
            }
            new Judgement(faulty, TOPIC, PARTITIONS).awaitAllStored(Duration.ofMinutes(2));
        } finally {
            for (RelayProcess relay : relays) {
                relay.close();
            }
        }
        LOG.infof(
                "Killed: protocol=%s seed=%d kills=%d files=%d intents_left=%d",
                protocol, seed, KILLS, faulty.puts.files(), pending);
        return pending;
    }

    /** Some files more, so that it is work that the kill interrupts; or so long without any, which interrupts a rebalance. */
    private void awaitWork(int before) {
        int more = 1 + chance.nextInt(20);
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        while (faulty.puts.files() < before + more && System.nanoTime() < patience) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private RelayProcess start() throws Exception {
        RelayOptions options = faulty.options(20 + chance.nextInt(400), Duration.ofMillis(chance.nextInt(100, 600)))
                .session(SESSION)
                .protocol(protocol);
        return faulty.world.process(options, "random-" + ++started);
    }

    private long left() throws Exception {
        return faulty.world.committed().values().stream()
                .filter(commit -> commit != null && commit.metadata().contains("\"until\""))
                .count();
    }
}
