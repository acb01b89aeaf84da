package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.gateway.RawMqtt.Packet;
import io.freshet.local.part.PartPort;
import io.freshet.model.RejectedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client is told, and what is in Kafka by then. */
final class MqttIT {
    private static final String TYPE = "mqtt-shop";
    private static final String TOPIC = "events/" + TYPE;
    private static final Stack STACK = Stack.get();
    private static final int PORT = PartPort.free("mqtt").number();
    private static final int OTHER_PORT = PartPort.free("mqtt").number();
    private static GatewayProcess gateway;
    private static GatewayProcess other;

    @BeforeAll
    static void start() {
        STACK.install(TYPE, TestTypes.SHOP);
        gateway = GatewayProcess.start(settings(PORT));
        other = GatewayProcess.start(settings(OTHER_PORT));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        other.close();
    }

    private static Map<String, String> settings(int port) {
        return Map.of("freshet.gateway.mqtt.port", Integer.toString(port), "freshet.gateway.mqtt.keep-alive", "3S");
    }

    @Test
    void messageOfQosOneIsStoredWhenItIsAcknowledged() {
        String user = unique();
        try (RawMqtt client = RawMqtt.five(PORT, unique(), true, 0)) {
            client.welcomed();
            client.publish(1, 7, TOPIC, shop(user));

            Packet puback = client.read(RawMqtt.PUBACK);
            assertThat(puback.packetId()).isEqualTo(7);
            assertThat(puback.code()).isZero();
            ConsumerRecord<byte[], byte[]> record = only(user);
            assertThat(Topics.headers(record)).containsEntry("ce_type", TYPE).containsKeys("ce_id", "received_at");
        }
    }

    @Test
    void messageOfQosZeroIsStoredAndNotAcknowledged() {
        String user = unique();
        try (RawMqtt client = RawMqtt.old(PORT, unique(), true)) {
            client.welcomed();
            client.publish(0, 0, TOPIC, shop(user));
            client.ping();

            client.read(RawMqtt.PINGRESP);
            await().atMost(Duration.ofSeconds(30)).until(() -> stored(user) == 1);
        }
    }

    @Test
    void messageOfQosTwoIsStoredOnceHoweverOftenItIsSent() {
        String user = unique();
        byte[] payload = shop(user).getBytes(UTF_8);
        try (RawMqtt client = RawMqtt.five(PORT, unique(), true, RawMqtt.AN_HOUR)) {
            client.welcomed();
            client.publish(2, 9, false, TOPIC, payload);
            client.publish(2, 9, true, TOPIC, payload);
            assertThat(client.read(RawMqtt.PUBREC).packetId()).isEqualTo(9);
            client.publish(2, 9, true, TOPIC, payload);
            assertThat(client.read(RawMqtt.PUBREC).packetId()).isEqualTo(9);
            assertThat(stored(user)).isEqualTo(1);

            client.release(9);
            assertThat(client.read(RawMqtt.PUBCOMP).code()).isZero();
            client.release(9);
            assertThat(client.read(RawMqtt.PUBCOMP).code()).isEqualTo(0x92);
            client.publish(2, 9, false, TOPIC, payload);
            client.read(RawMqtt.PUBREC);
            assertThat(stored(user)).isEqualTo(2);
        }
    }

    @Test
    void acknowledgementsComeInTheOrderOfTheMessagesAlthoughPartitionsAnswerAsTheyLike() {
        String run = unique();
        try (RawMqtt client = RawMqtt.old(PORT, unique(), true)) {
            client.welcomed();
            for (int i = 1; i <= 400; i++) {
                client.publish(i % 2 + 1, i, TOPIC, shop(run + "-" + i));
            }
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                order.add(client.read().packetId());
            }
            assertThat(order)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 400).boxed().toList());
        }
    }

    @Test
    void subscriptionIsRefusedAndTheConnectionGoesOn() {
        try (RawMqtt five = RawMqtt.five(PORT, unique(), true, 0);
                RawMqtt old = RawMqtt.old(PORT, unique(), true)) {
            five.welcomed();
            old.welcomed();
            five.subscribe(3, "#");
            old.subscribe(4, "a/+");

            Packet suback = five.read(RawMqtt.SUBACK);
            assertThat(suback.packetId()).isEqualTo(3);
            assertThat(suback.body()[suback.body().length - 1] & 0xFF).isEqualTo(0x87);
            assertThat(old.read(RawMqtt.SUBACK).body()).containsExactly(0, 4, 0x80);
            five.unsubscribe(5, "#");
            assertThat(five.read(RawMqtt.UNSUBACK).packetId()).isEqualTo(5);
            old.unsubscribe(6, "#");
            assertThat(old.read(RawMqtt.UNSUBACK).body()).containsExactly(0, 6);
            five.ping();
            five.read(RawMqtt.PINGRESP);
        }
    }

    @Test
    void eventThatDoesNotFitIsAcknowledgedAndKeptAsRejected() {
        String noise = unique();
        try (RawMqtt five = RawMqtt.five(PORT, unique(), true, 0);
                RawMqtt old = RawMqtt.old(PORT, unique(), true)) {
            five.welcomed();
            old.welcomed();
            five.publish(1, 1, TOPIC, "{\"user\":\"u\",\"unknown\":\"" + noise + "\"}");
            five.publish(2, 2, TOPIC, "no json " + noise);
            old.publish(1, 3, TOPIC, "{\"n\":\"" + noise + "\"}");

            Packet rejected = five.read(RawMqtt.PUBACK);
            assertThat(rejected.code()).isEqualTo(0x99);
            assertThat(rejected.text()).contains("unknown-field", "/unknown");
            assertThat(five.read(RawMqtt.PUBREC).code()).isEqualTo(0x99);
            assertThat(old.read(RawMqtt.PUBACK).body()).containsExactly(0, 3);
            List<RejectedEvent> kept = Topics.rejectedOf(TYPE).stream()
                    .filter(r -> new String(r.payload(), UTF_8).contains(noise))
                    .toList();
            assertThat(kept).hasSize(3).allMatch(r -> r.protocol().equals("mqtt"));
        }
    }

    @Test
    void topicThatBringsNoEventIsToldOrEndsTheConnection() {
        try (RawMqtt five = RawMqtt.five(PORT, unique(), true, 0);
                RawMqtt old = RawMqtt.old(PORT, unique(), true);
                RawMqtt unsure = RawMqtt.five(PORT, unique(), true, 0)) {
            five.welcomed();
            old.welcomed();
            unsure.welcomed();
            five.publish(1, 1, "nothing/here", "{}");
            five.publish(2, 2, "events/no-such-type", "{}");
            old.publish(1, 1, "nothing/here", "{}");
            unsure.publish(0, 0, "nothing/here", "{}");

            assertThat(five.read(RawMqtt.PUBACK).code()).isEqualTo(0x90);
            assertThat(five.read(RawMqtt.PUBREC).code()).isEqualTo(0x90);
            five.publish(1, 3, TOPIC, shop(unique()));
            assertThat(five.read(RawMqtt.PUBACK).code()).isZero();
            assertThat(old.isClosed()).isTrue();
            assertThat(unsure.read(RawMqtt.DISCONNECT).first()).isEqualTo(0x90);
        }
    }

    @Test
    void connackSaysWhatTheClientMayExpect() {
        try (RawMqtt client = RawMqtt.five(PORT, "", true, 3_000_000)) {
            Packet connack = client.welcomed();

            assertThat(connack.sessionPresent()).isFalse();
            String hex = java.util.HexFormat.of().formatHex(connack.body());
            assertThat(hex)
                    .as("receive maximum 256, packets of 320 KiB, no subscriptions, a week of session, 3 s keep alive")
                    .contains("210100", "2700050000", "2800", "2900", "2a00", "1100093a80", "130003", "12");
        }
    }

    @Test
    void sessionGoesOnWhereItWasAndCleanOnesBeginAnew() {
        String client = unique();
        connectAndGo(PORT, client, false, RawMqtt.AN_HOUR, false);
        connectAndGo(PORT, client, false, RawMqtt.AN_HOUR, true);
        connectAndGo(OTHER_PORT, client, false, RawMqtt.AN_HOUR, true);
        connectAndGo(PORT, client, true, RawMqtt.AN_HOUR, false);
        connectAndGo(PORT, client, false, RawMqtt.NO_SESSION, false);
        connectAndGo(PORT, client, false, RawMqtt.AN_HOUR, false);
    }

    @Test
    void sessionOfTheOldProtocolIsKeptUnlessItIsClean() {
        String client = unique();
        for (boolean present : new boolean[] {false, true}) {
            try (RawMqtt mqtt = RawMqtt.old(PORT, client, false)) {
                assertThat(mqtt.welcomed().sessionPresent()).isEqualTo(present);
                mqtt.disconnect();
            }
        }
        try (RawMqtt mqtt = RawMqtt.old(OTHER_PORT, client, true)) {
            assertThat(mqtt.welcomed().sessionPresent()).isFalse();
        }
        try (RawMqtt mqtt = RawMqtt.old(PORT, client, false)) {
            assertThat(mqtt.welcomed().sessionPresent()).isFalse();
        }
    }

    @Test
    void whoeverTakesASessionOverEndsTheOtherConnection() {
        String client = unique();
        try (RawMqtt first = RawMqtt.five(PORT, client, false, RawMqtt.AN_HOUR)) {
            first.welcomed();
            try (RawMqtt second = RawMqtt.five(OTHER_PORT, client, false, RawMqtt.AN_HOUR)) {
                assertThat(second.welcomed().sessionPresent()).isTrue();
                assertThat(first.read(RawMqtt.DISCONNECT).first()).isEqualTo(0x8E);
                try (RawMqtt third = RawMqtt.five(OTHER_PORT, client, false, RawMqtt.AN_HOUR)) {
                    third.welcomed();
                    assertThat(second.read(RawMqtt.DISCONNECT).first()).isEqualTo(0x8E);
                }
            }
        }
    }

    @Test
    void messageOfQosTwoThatOneGatewayStoredIsKnownToTheNext() {
        String client = unique();
        String user = unique();
        byte[] payload = shop(user).getBytes(UTF_8);
        try (RawMqtt first = RawMqtt.five(PORT, client, false, RawMqtt.AN_HOUR)) {
            first.welcomed();
            first.publish(2, 11, false, TOPIC, payload);
            first.read(RawMqtt.PUBREC);
            // The first gateway has no chance to say goodbye: what it stored with the message has to be enough.
            try (RawMqtt second = RawMqtt.five(OTHER_PORT, client, false, RawMqtt.AN_HOUR)) {
                assertThat(second.welcomed().sessionPresent()).isTrue();
                second.publish(2, 11, true, TOPIC, payload);
                second.read(RawMqtt.PUBREC);
                second.release(11);
                second.read(RawMqtt.PUBCOMP);
                assertThat(stored(user)).isEqualTo(1);
                second.publish(2, 11, false, TOPIC, payload);
                second.read(RawMqtt.PUBREC);
                assertThat(stored(user)).isEqualTo(2);
            }
        }
    }

    @Test
    void willOfAClientThatIsGoneBecomesAnEventAndThatOfOneThatSaysGoodbyeDoesNot() {
        String lost = unique();
        String polite = unique();
        try (RawMqtt client = new RawMqtt(PORT)) {
            client.connect5(unique(), true, 0, 60, null, null, new String[] {TOPIC, shop(polite)});
            client.welcomed();
            client.disconnect();
            assertThat(client.isClosed()).isTrue();
        }
        try (RawMqtt client = new RawMqtt(PORT)) {
            client.connect5(unique(), true, 0, 60, null, null, new String[] {TOPIC, shop(lost)});
            client.welcomed();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> stored(lost) == 1);
        assertThat(stored(polite)).isZero();
    }

    @Test
    void willThatCouldNotBePublishedIsRefusedAtOnce() {
        try (RawMqtt client = new RawMqtt(PORT)) {
            client.connect5(unique(), true, 0, 60, null, null, new String[] {"nothing/here", "x"});

            assertThat(client.read(RawMqtt.CONNACK).connectCode()).isEqualTo(0x90);
        }
    }

    @Test
    void silentClientIsDisconnected() {
        try (RawMqtt five = RawMqtt.five(PORT, unique(), true, 0);
                RawMqtt old = new RawMqtt(PORT)) {
            old.connect3(unique(), true, 2, null, null);
            five.welcomed();
            old.welcomed();

            assertThat(five.read(RawMqtt.DISCONNECT).first()).isEqualTo(0x8D);
            assertThat(old.isClosed()).isTrue();
        }
    }

    @Test
    void metersTellWhatThereIs() {
        try (RawMqtt client = RawMqtt.five(PORT, unique(), true, RawMqtt.AN_HOUR)) {
            client.welcomed();
            client.publish(1, 1, TOPIC, shop(unique()));
            client.read(RawMqtt.PUBACK);

            assertThat(gateway.gauge("freshet_gateway_mqtt_connections")).isGreaterThanOrEqualTo(1);
            await().atMost(Duration.ofSeconds(10)).until(() -> gateway.gauge("freshet_gateway_mqtt_sessions") >= 1);
            assertThat(gateway.metrics())
                    .contains("freshet_gateway_events_total{outcome=\"accepted\",protocol=\"mqtt\"")
                    .contains("freshet_gateway_acknowledgement_seconds_count{protocol=\"mqtt\"}")
                    .contains("freshet_gateway_mqtt_held_bytes", "freshet_gateway_mqtt_withheld");
            assertThat(gateway.ready()).contains("MQTT");
        }
    }

    private static void connectAndGo(int port, String client, boolean clean, long expiry, boolean present) {
        try (RawMqtt mqtt = RawMqtt.five(port, client, clean, expiry)) {
            assertThat(mqtt.welcomed().sessionPresent()).isEqualTo(present);
            mqtt.disconnect();
            assertThat(mqtt.isClosed()).isTrue();
        }
    }

    private static ConsumerRecord<byte[], byte[]> only(String user) {
        List<ConsumerRecord<byte[], byte[]>> records = Topics.withKey(TYPE, user);
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static int stored(String user) {
        return Topics.withKey(TYPE, user).size();
    }

    private static String shop(String user) {
        return "{\"user\":\"" + user + "\",\"n\":1}";
    }

    private static String unique() {
        return "c-" + UUID.randomUUID();
    }
}
