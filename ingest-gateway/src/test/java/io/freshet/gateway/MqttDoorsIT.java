package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.gateway.RawMqtt.Body;
import io.freshet.gateway.RawMqtt.Packet;
import io.freshet.local.part.PartPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is let in by MQTT, over which doors, and where each may publish. */
final class MqttDoorsIT {
    private static final String TYPE = "mqtt-doors";
    private static final String TOPIC = "events/" + TYPE;
    private static final String KEY = "sensor-fleet-key-0123456789";
    private static final String LATER = "another-fleet-key-0123456789";
    private static final String PAGE = "https://shop.example.com";
    private static final int PORT = PartPort.free("mqtt").number();
    private static final int TLS = PartPort.free("mqtts").number();
    private static final int WEB = PartPort.free("ws").number();
    private static Path keys;
    private static Certificates certificates;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        Stack stack = Stack.get();
        stack.install(TYPE, TestTypes.SHOP);
        Path directory = stack.newDirectory("doors");
        certificates = new Certificates(directory);
        certificates.issue("gateway");
        certificates.issue("meter-4");
        keys = directory.resolve("keys.yaml");
        mount("");
        gateway = GatewayProcess.start(Map.of(
                "freshet.gateway.admission.keys", keys.toString(),
                "freshet.gateway.admission.reload", "500MS",
                "freshet.gateway.mqtt.port", Integer.toString(PORT),
                "freshet.gateway.mqtt.tls-port", Integer.toString(TLS),
                "freshet.gateway.mqtt.websocket-port", Integer.toString(WEB),
                "quarkus.tls.mqtt.key-store.pem.0.cert", path("gateway.crt"),
                "quarkus.tls.mqtt.key-store.pem.0.key", path("gateway.key"),
                "quarkus.tls.mqtt.trust-store.pem.certs", path("ca.crt")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static void mount(String more) {
        String text = """
                keys:
                - name: fleet
                  sha256: %s
                  types: [%s]
                  origins: ["%s"]
                  mqtt: { topics: ["events/+", "devices/{client}/#"] }
                - name: meter
                  certificate: dns:meter-4.example.com
                  types: '*'
                  mqtt: { topics: ["sites/+/devices/{certificate}/telemetry"] }
                - name: slow
                  sha256: %s
                  types: '*'
                  limits: { events-per-second: 20 }
                %s
                """.formatted(hash(KEY), TYPE, PAGE, hash("slow-fleet-key-0123456789"), more);
        try {
            Path next = keys.resolveSibling("keys.next");
            Files.writeString(next, text);
            Files.move(next, keys, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void letsInWhoHasAKeyAndTellsOthersWhatIsMissing() {
        assertThat(connect5("device", KEY)).isZero();
        assertThat(connect5(KEY, null)).isZero();
        assertThat(connect5("device", "wrong")).isEqualTo(0x86);
        assertThat(connect5(null, null)).isEqualTo(0x86);
        try (RawMqtt old = new RawMqtt(PORT)) {
            old.connect3(unique(), true, 60, "device", "wrong");
            assertThat(old.read(RawMqtt.CONNACK).connectCode()).isEqualTo(4);
        }
        assertThat(gateway.log()).doesNotContain(KEY);
    }

    @Test
    void keyPublishesToItsTopicsAndTypesAlone() {
        try (RawMqtt client = new RawMqtt(PORT)) {
            client.connect5(unique(), true, 0, 60, "device", KEY, null);
            client.welcomed();
            client.publish(1, 1, TOPIC, "{\"user\":\"u\"}");
            client.publish(1, 2, "sites/a/devices/b/telemetry", "{}");
            client.publish(1, 3, "events/user-activity", "{}");

            assertThat(client.read(RawMqtt.PUBACK).code()).isZero();
            assertThat(client.read(RawMqtt.PUBACK).code()).isEqualTo(0x87);
            assertThat(client.read(RawMqtt.PUBACK).code()).isEqualTo(0x87);
        }
    }

    @Test
    void certificateIsAKeyAndItsNameTheOnlyDeviceItSpeaksFor() {
        String reading = "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"temperature\":21.5}";
        try (RawMqtt client = new RawMqtt(TLS, certificates.context("meter-4").getSocketFactory())) {
            client.connect5(unique(), true, 0, 60, null, null, null);
            client.welcomed();
            client.publish(1, 1, "sites/a/devices/meter-4/telemetry", reading);
            client.publish(1, 2, "sites/a/devices/meter-5/telemetry", reading);

            assertThat(client.read(RawMqtt.PUBACK).code()).isZero();
            assertThat(client.read(RawMqtt.PUBACK).code()).isEqualTo(0x87);
        }
        assertThat(Topics.withKey("sensor-readings", "meter-4")).isNotEmpty();
        try (RawMqtt nobody = new RawMqtt(TLS, certificates.context(null).getSocketFactory())) {
            nobody.connect5(unique(), true, 0, 60, null, null, null);
            assertThat(nobody.read(RawMqtt.CONNACK).connectCode()).isEqualTo(0x86);
        }
    }

    @Test
    void keyThatIsTakenAwayEndsItsConnections() {
        mount("- { name: later, sha256: " + hash(LATER) + ", types: '*' }");
        await().atMost(Duration.ofSeconds(20)).until(() -> connect5("d", LATER) == 0);
        try (RawMqtt client = new RawMqtt(PORT)) {
            client.connect5(unique(), true, 0, 60, "d", LATER, null);
            client.welcomed();
            mount("");

            assertThat(client.read(RawMqtt.DISCONNECT).first()).isEqualTo(0x87);
        }
    }

    @Test
    void clientOverItsLimitIsReadMoreSlowlyAndLosesNothing() {
        try (RawMqtt client = new RawMqtt(PORT)) {
            client.connect5(unique(), true, 0, 60, "d", "slow-fleet-key-0123456789", null);
            client.welcomed();
            long began = System.nanoTime();
            for (int i = 1; i <= 80; i++) {
                client.publish(1, i, TOPIC, "{\"user\":\"slow\"}");
            }
            for (int i = 1; i <= 80; i++) {
                Packet puback = client.read(RawMqtt.PUBACK);
                assertThat(puback.packetId()).isEqualTo(i);
                assertThat(puback.code()).isZero();
            }
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isGreaterThan(2_000);
        }
    }

    @Test
    void webSocketBringsTheSamePacketsHoweverTheyAreFramed() throws InterruptedException {
        BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
        WebSocket socket = webSocket(PAGE, heard);
        byte[] connect = new Body()
                .b(0x10)
                .b(12 + 4 + 8 + KEY.length() + 0)
                .text("MQTT")
                .b(4)
                .b(0xC2)
                .n(60)
                .text("page")
                .text("user")
                .text(KEY)
                .bytes();
        connect[1] = (byte) (connect.length - 2);
        socket.sendBinary(ByteBuffer.wrap(connect, 0, 5), true).join();
        socket.sendBinary(ByteBuffer.wrap(connect, 5, connect.length - 5), true).join();

        assertThat(heard.poll(30, TimeUnit.SECONDS)).containsExactly(0x20, 2, 0, 0);
        byte[] publish = new Body()
                .b(0x32)
                .b(2 + TOPIC.length() + 2 + 14)
                .text(TOPIC)
                .n(7)
                .raw("{\"user\":\"web\"}".getBytes(UTF_8))
                .bytes();
        socket.sendBinary(ByteBuffer.wrap(publish), true).join();
        assertThat(heard.poll(30, TimeUnit.SECONDS)).containsExactly(0x40, 2, 0, 7);
        socket.abort();
    }

    @Test
    void pageOfAnotherOriginIsNotLetInByWebSocket() throws InterruptedException {
        BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
        WebSocket socket = webSocket("https://evil.example.com", heard);
        byte[] connect = new Body()
                .b(0x10)
                .b(0)
                .text("MQTT")
                .b(4)
                .b(0xC2)
                .n(60)
                .text("page")
                .text("user")
                .text(KEY)
                .bytes();
        connect[1] = (byte) (connect.length - 2);
        socket.sendBinary(ByteBuffer.wrap(connect), true).join();

        assertThat(heard.poll(30, TimeUnit.SECONDS)).containsExactly(0x20, 2, 0, 5);
    }

    @Test
    void mqttOnAnAddressThatOthersReachNeedsKeys() {
        try (GatewayProcess open = GatewayProcess.spawn(Map.of(
                "freshet.gateway.mqtt.port",
                Integer.toString(PartPort.free("mqtt").number()),
                "freshet.gateway.mqtt.host",
                "0.0.0.0"))) {
            assertThat(open.awaitExit()).isNotZero();
            assertThat(open.log()).contains("freshet.gateway.mqtt.host is 0.0.0.0");
        }
    }

    private static WebSocket webSocket(String origin, BlockingQueue<byte[]> heard) {
        try {
            return GatewayProcess.CLIENT
                    .newWebSocketBuilder()
                    .subprotocols("mqtt")
                    .header("Origin", origin)
                    .buildAsync(URI.create("ws://127.0.0.1:" + WEB + "/mqtt"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
                            byte[] bytes = new byte[data.remaining()];
                            data.get(bytes);
                            heard.add(bytes);
                            from.request(1);
                            return null;
                        }
                    })
                    .join();
        } catch (CompletionException e) {
            throw new AssertionError(e);
        }
    }

    private static int connect5(@Nullable String user, @Nullable String password) {
        try (RawMqtt client = new RawMqtt(PORT)) {
            client.connect5(unique(), true, 0, 60, user, password, null);
            return client.read(RawMqtt.CONNACK).connectCode();
        }
    }

    private static String path(String file) {
        return certificates.path(file).toString();
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String unique() {
        return "d-" + UUID.randomUUID();
    }
}
