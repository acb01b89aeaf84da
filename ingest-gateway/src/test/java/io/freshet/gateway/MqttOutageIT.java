package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.fault.TcpFaults;
import io.freshet.local.part.PartPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * Kafka hangs, and brokers and gateways are killed, while devices publish. {@code -Dfreshet.long=true} for long; {@code -Dfreshet.seed}
 * repeats a run.
 */
final class MqttOutageIT {
    private static final Stack STACK = Stack.get();
    private static final boolean LONG = Boolean.getBoolean("freshet.long");
    private static final long SEED = Long.getLong("freshet.seed", 20261121);
    private static final int HANG_SECONDS = LONG ? 180 : 15;
    private static final int KILLS = LONG ? 60 : 9;
    private static final int HELD_MIB = 16;

    @Test
    void nothingIsLostWhileKafkaHangsAndAllDrainsByItself() {
        STACK.install("hung-shop", TestTypes.SHOP);
        int port = PartPort.free("mqtt").number();
        try (GatewayProcess gateway = GatewayProcess.start(Map.of(
                        "freshet.gateway.mqtt.port",
                        Integer.toString(port),
                        "kafka.bootstrap.servers",
                        STACK.slow.address(),
                        "freshet.gateway.mqtt.bytes",
                        HELD_MIB + "M"));
                MqttLoad once = new MqttLoad("hung-shop", "once", 1, 5, () -> port);
                MqttLoad exactly = new MqttLoad("hung-shop", "exactly", 2, 5, () -> port)) {
            awaitProgress(List.of(once, exactly));
            long before = gateway.residentMiB();
            STACK.slow.faults(TcpFaults.SWALLOW);
            try (RawMqtt flood = RawMqtt.five(port, "flood", true, 0)) {
                // It may have to wait until it is let in, but not for Kafka.
                flood.welcomed();
                byte[] payload = ("{\"user\":\"flood\",\"n\":1" + " ".repeat(10_000) + "}").getBytes(UTF_8);
                for (int i = 0; i < 10_000 && !shed(gateway); i++) {
                    flood.publish(0, 0, false, "events/hung-shop", payload);
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(HANG_SECONDS));
                assertThat(shed(gateway)).as("messages of QoS 0 are given up").isTrue();
                assertThat(gateway.gauge("freshet_gateway_mqtt_held_bytes"))
                        .isLessThan((HELD_MIB + 2) * 1024.0 * 1024.0);
                assertThat(gateway.gauge("freshet_gateway_mqtt_withheld")).isGreaterThan(0);
            } finally {
                STACK.slow.faults(TcpFaults.NONE);
            }
            long answersAfter = once.answers() + exactly.answers();
            await().atMost(Duration.ofSeconds(90)).until(() -> once.answers() + exactly.answers() > answersAfter + 200);
            once.finish();
            exactly.finish();
            System.out.printf(
                    "Kafka hung for %d s: %d messages of QoS 1 and %d of QoS 2 acknowledged, %d MiB more at most%n",
                    HANG_SECONDS, once.acknowledged(), exactly.acknowledged(), gateway.residentMiB() - before);
            assertThat(gateway.residentMiB() - before).isLessThan(120);
            List<ConsumerRecord<byte[], byte[]>> stored = Topics.read("hung-shop");
            assertThat(once.complaints()).isEmpty();
            assertThat(exactly.complaints()).isEmpty();
            assertThat(once.missing(stored)).isEmpty();
            assertThat(exactly.missing(stored)).isEmpty();
            assertThat(exactly.repeated(stored)).isEmpty();
        }
    }

    private static boolean shed(GatewayProcess gateway) {
        return gateway.metrics().contains("freshet_gateway_mqtt_shed_total{reason=\"overloaded\"}");
    }

    @Test
    void whatWasAcknowledgedIsStoredWhateverIsKilled() {
        STACK.install("killed-mqtt", TestTypes.SHOP);
        Random random = new Random(SEED);
        try (Replica first = new Replica();
                Replica second = new Replica()) {
            Random choice = new Random(SEED);
            MqttLoad once = new MqttLoad("killed-mqtt", "once", 1, 4, () -> either(choice, first, second));
            MqttLoad exactly = new MqttLoad("killed-mqtt", "exactly", 2, 4, () -> either(choice, first, second));
            for (int kill = 0; kill < KILLS; kill++) {
                awaitProgress(List.of(once, exactly));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(800)));
                switch (kill % 3) {
                    case 0 -> first.killAndRestart();
                    case 1 -> {
                        STACK.kafka.kill();
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500)));
                        STACK.kafka.restart();
                    }
                    default -> second.killAndRestart();
                }
            }
            awaitProgress(List.of(once, exactly));
            once.finish();
            exactly.finish();
            List<ConsumerRecord<byte[], byte[]>> stored = Topics.read("killed-mqtt");
            Map<String, Integer> repeated = exactly.repeated(stored);
            System.out.printf(
                    "%d kills, seed %d: %d messages of QoS 1 and %d of QoS 2 acknowledged; %d of QoS 2 stored twice%n",
                    KILLS, SEED, once.acknowledged(), exactly.acknowledged(), repeated.size());
            assertThat(once.complaints()).as("seed %d", SEED).isEmpty();
            assertThat(exactly.complaints()).as("seed %d", SEED).isEmpty();
            assertThat(once.missing(stored)).as("seed %d", SEED).isEmpty();
            assertThat(exactly.missing(stored)).as("seed %d", SEED).isEmpty();
            assertThat(repeated).as("seed %d", SEED).isEmpty();
        }
    }

    private static int either(Random choice, Replica first, Replica second) {
        synchronized (choice) {
            return choice.nextBoolean() ? first.port : second.port;
        }
    }

    private static void awaitProgress(List<MqttLoad> loads) {
        for (MqttLoad load : loads) {
            long before = load.answers();
            await().atMost(Duration.ofMinutes(2))
                    .failFast(() -> assertThat(load.complaints()).isEmpty())
                    .until(() -> load.answers() > before + 50);
        }
    }

    /** A gateway that is started again after each kill, under the same name. */
    private static final class Replica implements AutoCloseable {
        private final int port = PartPort.free("mqtt").number();
        private final Map<String, String> settings = Map.of(
                "freshet.gateway.mqtt.port",
                Integer.toString(port),
                "freshet.gateway.mqtt.node",
                "replica-" + UUID.randomUUID(),
                "freshet.gateway.kafka.delivery-timeout",
                "4S",
                "freshet.gateway.kafka.request-timeout",
                "2S",
                "freshet.registry.cache-dir",
                STACK.newDirectory("cache").toString());
        private GatewayProcess gateway = GatewayProcess.start(settings);

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
