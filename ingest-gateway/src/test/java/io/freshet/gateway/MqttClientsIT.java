package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.freshet.local.part.PartPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;

/** The clients that people use, unmodified, while gateway and broker are killed. */
final class MqttClientsIT {
    private static final Stack STACK = Stack.get();
    private static final String TYPE = "mqtt-clients";
    private static final int KILLS = 6;
    private static final int WINDOW = 20;
    private static final long SEED = Long.getLong("freshet.seed", 20261121);

    @Test
    void whatClientsAreToldIsStoredIsStored() throws MqttException {
        STACK.install(TYPE, TestTypes.SHOP);
        int port = PartPort.free("mqtt").number();
        Map<String, String> settings = Map.of(
                "freshet.gateway.mqtt.port",
                Integer.toString(port),
                "freshet.gateway.kafka.delivery-timeout",
                "4S",
                "freshet.gateway.kafka.request-timeout",
                "2S",
                "freshet.registry.cache-dir",
                STACK.newDirectory("cache").toString());
        Random random = new Random(SEED);
        GatewayProcess gateway = GatewayProcess.start(settings);
        try {
            List<Sender> senders = List.of(
                    new HiveMq("hivemq-1", port, MqttQos.AT_LEAST_ONCE, false),
                    new HiveMq("hivemq-2", port, MqttQos.EXACTLY_ONCE, false),
                    new HiveMq("hivemq-default", port, MqttQos.AT_LEAST_ONCE, true),
                    new Paho("paho-1", port, 1),
                    new Paho("paho-2", port, 2));
            senders.forEach(sender -> Thread.ofVirtual().start(sender::run));
            for (int kill = 0; kill < KILLS; kill++) {
                awaitProgress(senders);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(600)));
                if (kill % 2 == 0) {
                    gateway.kill();
                    gateway = GatewayProcess.launch(settings);
                } else {
                    STACK.kafka.kill();
                    STACK.kafka.restart();
                }
            }
            awaitProgress(senders);
            senders.forEach(Sender::stop);
            for (Sender sender : senders) {
                await().atMost(Duration.ofSeconds(90)).until(() -> sender.open() == 0);
            }
            List<ConsumerRecord<byte[], byte[]>> stored = Topics.read(TYPE);
            for (Sender sender : senders) {
                List<String> keys = stored.stream()
                        .map(r -> new String(r.key(), UTF_8))
                        .filter(key -> key.startsWith(sender.name + "/"))
                        .toList();
                System.out.printf(
                        "%s: %d told, %d stored, %d copies%n",
                        sender.name,
                        sender.told.size(),
                        keys.size(),
                        keys.size() - Set.copyOf(keys).size());
                assertThat(sender.told.stream()
                                .filter(key -> !keys.contains(key))
                                .collect(Collectors.toSet()))
                        .as(sender.name)
                        .isEmpty();
                if (sender.exactlyOnce) {
                    assertThat(keys).as(sender.name).doesNotHaveDuplicates();
                }
            }
        } finally {
            gateway.close();
        }
    }

    private static void awaitProgress(List<Sender> senders) {
        for (Sender sender : senders) {
            int before = sender.told.size();
            await().atMost(Duration.ofMinutes(2)).alias(sender.name).until(() -> sender.told.size() > before + WINDOW);
        }
    }

    /** Numbers its messages and keeps some of them under way. */
    private abstract static class Sender {
        final String name;
        final boolean exactlyOnce;
        final Set<String> told = ConcurrentHashMap.newKeySet();
        private final Semaphore window = new Semaphore(WINDOW);
        private volatile boolean going = true;

        Sender(String name, boolean exactlyOnce) {
            this.name = name;
            this.exactlyOnce = exactlyOnce;
        }

        final void run() {
            for (long n = 0; going; n++) {
                window.acquireUninterruptibly();
                String key = name + "/" + n;
                send(key, "{\"user\":\"%s\",\"n\":%d}".formatted(key, n).getBytes(UTF_8));
            }
        }

        final void stop() {
            going = false;
        }

        final int open() {
            return WINDOW - window.availablePermits();
        }

        final void settled(String key, boolean isStored) {
            if (isStored) {
                told.add(key);
            }
            window.release();
        }

        abstract void send(String key, byte[] payload);
    }

    private static final class HiveMq extends Sender {
        private final Mqtt5AsyncClient client;
        private final MqttQos qos;

        /** @param plain connects as it does if nothing is said: without a session that is kept */
        HiveMq(String name, int port, MqttQos qos, boolean plain) {
            super(name, qos == MqttQos.EXACTLY_ONCE);
            this.qos = qos;
            client = Mqtt5Client.builder()
                    .identifier(name)
                    .serverHost("127.0.0.1")
                    .serverPort(port)
                    .automaticReconnectWithDefaultConfig()
                    .buildAsync();
            if (plain) {
                client.connect().join();
            } else {
                client.connectWith()
                        .cleanStart(false)
                        .sessionExpiryInterval(3_600)
                        .send()
                        .join();
            }
        }

        /** One that is not stored ends with an exception, and its sender knows. */
        @Override
        void send(String key, byte[] payload) {
            CompletableFuture<?> unused = client.publishWith()
                    .topic("events/" + TYPE)
                    .qos(qos)
                    .payload(payload)
                    .send()
                    .whenComplete((result, failure) ->
                            settled(key, failure == null && result.getError().isEmpty()));
        }
    }

    private static final class Paho extends Sender implements MqttCallback {
        private final MqttAsyncClient client;
        private final int qos;

        Paho(String name, int port, int qos) throws MqttException {
            super(name, qos == 2);
            this.qos = qos;
            client = new MqttAsyncClient("tcp://127.0.0.1:" + port, name, new MemoryPersistence());
            MqttConnectOptions options = new MqttConnectOptions();
            options.setCleanSession(false);
            options.setAutomaticReconnect(true);
            options.setMaxReconnectDelay(1_000);
            options.setMaxInflight(2 * WINDOW);
            client.setCallback(this);
            client.connect(options).waitForCompletion();
        }

        @Override
        void send(String key, byte[] payload) {
            while (true) {
                try {
                    MqttMessage message = new MqttMessage(payload);
                    message.setQos(qos);
                    client.publish("events/" + TYPE, message, key, null);
                    return;
                } catch (MqttException notNow) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }
            }
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            settled((String) token.getUserContext(), true);
        }

        @Override
        public void connectionLost(Throwable cause) {}

        @Override
        public void messageArrived(String topic, MqttMessage message) {}
    }
}
