package io.freshet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * Gateways and the broker are killed at random moments under load, one gateway with a spool and one without: what was acknowledged is
 * stored, and the last word on each key is its newest. {@code -Dfreshet.long=true} kills ten times as often; {@code -Dfreshet.seed}
 * repeats a run.
 */
final class KillsIT {
    private static final Stack STACK = Stack.get();
    private static final long SEED = Long.getLong("freshet.seed", 20261121);
    private static final int KILLS = Boolean.getBoolean("freshet.long") ? 200 : 20;
    private static final int SENDERS = 3;

    private final Random random = new Random(SEED);

    @Test
    void whatWasAcknowledgedIsStoredWhateverIsKilled() {
        String type = "killed-shop";
        STACK.install(type, TestTypes.SHOP);
        Map<String, String> plain = new HashMap<>(Map.of(
                "freshet.gateway.kafka.delivery-timeout", "4S",
                "freshet.gateway.kafka.request-timeout", "2S"));
        Map<String, String> spooling = new HashMap<>(plain);
        spooling.put(
                "freshet.gateway.spool.directory", STACK.newDirectory("spool").toString());
        spooling.put("freshet.gateway.spool.persistent", "true");
        spooling.put("freshet.gateway.spool.segment", "64K");
        try (Killed direct = new Killed(plain);
                Killed spooled = new Killed(spooling);
                KillLoad toDirect = new KillLoad(type, "direct", SENDERS, direct::gateway);
                KillLoad toSpooled = new KillLoad(type, "spooled", SENDERS, spooled::gateway)) {
            List<KillLoad> loads = List.of(toDirect, toSpooled);
            int kills = 0;
            for (int round = 0; kills < KILLS; round++) {
                awaitProgress(loads);
                pause(800);
                kills += round(round, direct, spooled, toSpooled);
            }
            awaitProgress(loads);
            loads.forEach(KillLoad::close);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> spooled.gateway().metrics().contains("freshet_gateway_spool_records 0.0"));
            assertThat(spooled.gateway().metrics()).contains("freshet_gateway_spool_lost_total 0.0");
            List<ConsumerRecord<byte[], byte[]>> stored = Topics.read(type);
            System.out.printf(
                    "%d kills, seed %d: %d events acknowledged, %d stored%n",
                    kills, SEED, toDirect.acknowledged() + toSpooled.acknowledged(), stored.size());
            for (KillLoad load : loads) {
                assertThat(load.acknowledged()).as("seed %d", SEED).isGreaterThan(10 * KILLS);
                assertThat(load.missing(stored)).as("seed %d", SEED).isEmpty();
                assertThat(load.disordered(stored)).as("seed %d", SEED).isEmpty();
            }
        }
    }

    /** One of five things; the spool is used, replayed and killed in all its moments. */
    private int round(int round, Killed direct, Killed spooled, KillLoad toSpooled) {
        switch (round % 5) {
            case 0 -> direct.killAndRestart();
            case 1 -> {
                STACK.kafka.kill();
                pause(1500);
                STACK.kafka.restart();
            }
            case 2 -> {
                outage(toSpooled);
                spooled.killAndRestart();
                pause(300);
                STACK.kafka.restart();
                return 2;
            }
            case 3 -> {
                outage(toSpooled);
                STACK.kafka.restart();
                pause(400);
                spooled.killAndRestart();
                return 2;
            }
            default -> spooled.killAndRestart();
        }
        return 1;
    }

    /** Kills the broker and waits until the gateway with a spool acknowledges all the same. */
    private void outage(KillLoad toSpooled) {
        STACK.kafka.kill();
        long before = toSpooled.answers();
        await().atMost(Duration.ofSeconds(60)).until(() -> toSpooled.answers() > before + 20);
        pause(500);
    }

    private static void awaitProgress(List<KillLoad> loads) {
        for (KillLoad load : loads) {
            long before = load.answers();
            await().atMost(Duration.ofSeconds(90)).until(() -> load.answers() > before + SENDERS);
        }
    }

    /** A random moment up to so many milliseconds from now. */
    private void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(millis)));
    }

    /** A gateway that is started again after each kill, with the same settings and directories. */
    private static final class Killed implements AutoCloseable {
        private final Map<String, String> settings;
        private volatile GatewayProcess gateway;

        Killed(Map<String, String> settings) {
            this.settings = settings;
            settings.put(
                    "freshet.registry.cache-dir", STACK.newDirectory("cache").toString());
            gateway = GatewayProcess.start(settings);
        }

        GatewayProcess gateway() {
            return gateway;
        }

        void killAndRestart() {
            gateway.kill();
            gateway = GatewayProcess.launch(settings);
        }

        @Override
        public void close() {
            gateway.close();
        }
    }
}
