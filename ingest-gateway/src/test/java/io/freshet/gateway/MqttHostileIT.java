package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.gateway.RawMqtt.Body;
import io.freshet.gateway.RawMqtt.Packet;
import io.freshet.local.part.PartPort;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What strangers send has an answer or an end, and harms nobody else. */
final class MqttHostileIT {
    private static final String TYPE = "mqtt-hostile";
    private static final String TOPIC = "events/" + TYPE;
    private static final int PORT = PartPort.free("mqtt").number();
    private static final int FUZZ_SECONDS = Boolean.getBoolean("freshet.long") ? 600 : 60;
    private static final long SEED = Long.getLong("freshet.seed", 20261121);
    private static final int FUZZERS = 8;
    private static final int CLOSED = -1;
    private static GatewayProcess gateway;
    private static RawMqtt witness;

    @BeforeAll
    static void start() {
        Stack.get().install(TYPE, TestTypes.SHOP);
        gateway = GatewayProcess.start(Map.of(
                "freshet.gateway.mqtt.port", Integer.toString(PORT),
                "freshet.gateway.mqtt.connect-timeout", "4S",
                "freshet.gateway.mqtt.packet", "64K",
                "freshet.gateway.mqtt.connections", "4000"));
        witness = RawMqtt.old(PORT, "witness", true);
        witness.welcomed();
    }

    @AfterAll
    static void stop() {
        witness.close();
        gateway.close();
    }

    static Stream<Arguments> insteadOfConnect() {
        return Stream.of(
                Arguments.of("a ping", hex("c000")),
                Arguments.of("a packet of the server", hex("20020000")),
                Arguments.of("a length without end", hex("10ffffffffff")),
                Arguments.of("a packet of no type", hex("0000")),
                Arguments.of("another protocol", connect("MQTS", 4, 2, 60)),
                Arguments.of("the reserved flag", connect("MQTT", 4, 3, 60)),
                Arguments.of("a will of QoS 3", connect("MQTT", 4, 2 | 0x04 | 0x18, 60)),
                Arguments.of("HTTP", "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8)),
                Arguments.of("TLS", hex("16030100a5010000a10303")),
                Arguments.of("a client id with NUL", connect3("a\u0000b", 2)),
                Arguments.of(
                        "a client id that is no UTF-8",
                        packet(
                                0x10,
                                new Body()
                                        .text("MQTT")
                                        .b(4)
                                        .b(2)
                                        .n(60)
                                        .n(2)
                                        .b(0xC3)
                                        .b(0x28)
                                        .bytes())),
                Arguments.of("a cut CONNECT, and then nothing", hex("101000044d51")),
                Arguments.of("nothing", new byte[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("insteadOfConnect")
    void endsWhatDoesNotBeginWithConnect(String what, byte[] bytes) {
        try (RawMqtt client = new RawMqtt(PORT)) {
            client.raw(bytes);

            assertThat(client.isClosed()).as(what).isTrue();
        }
        witnessIsWell();
    }

    @Test
    void saysWhichVersionsItSpeaksAndWhatIsWrongWithAClientId() {
        assertThat(refusal(connect("MQTT", 9, 2, 60))).isEqualTo(1);
        assertThat(refusal(connect3("", 0))).isEqualTo(2);
        assertThat(refusal(connect3("x".repeat(300), 2))).isEqualTo(2);
    }

    static Stream<Arguments> behindConnect() {
        byte[] json = "{}".getBytes(UTF_8);
        return Stream.of(
                Arguments.of("a second CONNECT", connect("MQTT", 5, 2, 60, 0), 0x82),
                Arguments.of("QoS 3", publish(0x36, TOPIC, 1, json), 0x81),
                Arguments.of("packet id 0", publish(0x32, TOPIC, 0, json), 0x81),
                Arguments.of("no topic", publish(0x30, "", CLOSED, json), 0x90),
                Arguments.of("a wildcard", publish(0x30, "events/#", CLOSED, json), 0x81),
                Arguments.of("the server's own topic", publish(0x30, "$SYS/x", CLOSED, json), 0x90),
                Arguments.of("a NUL", publish(0x30, "events/\u0000", CLOSED, json), 0x81),
                Arguments.of(
                        "no UTF-8",
                        packet(0x30, new Body().n(2).b(0xC3).b(0x28).b(0).bytes()),
                        0x81),
                Arguments.of("a topic longer than its packet", hex("3004ffff6162"), 0x81),
                Arguments.of(
                        "an unknown property",
                        packet(0x30, new Body().text(TOPIC).b(2).b(0x7E).b(1).bytes()),
                        0x81),
                Arguments.of(
                        "a topic alias",
                        packet(
                                0x30,
                                new Body()
                                        .text(TOPIC)
                                        .b(3)
                                        .b(0x23)
                                        .n(1)
                                        .raw(json)
                                        .bytes()),
                        0x94),
                Arguments.of("too long a packet", publish(0x30, TOPIC, CLOSED, new byte[70_000]), 0x95),
                Arguments.of("PUBREL with flags that it has not", hex("60020001"), 0x81),
                Arguments.of("a subscription with flags that it has not", hex("800700010000016100"), 0x81),
                Arguments.of("an acknowledgement of nothing", hex("40020001"), 0x82),
                Arguments.of("AUTH", hex("f000"), 0x82),
                Arguments.of("a session that shall be kept after all", hex("e00700051100000e10"), 0x82));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("behindConnect")
    void tellsWhatIsWrongAndEndsTheConnection(String what, byte[] bytes, int code) {
        try (RawMqtt client = RawMqtt.five(PORT, unique(), true, 0)) {
            client.welcomed();
            client.raw(bytes);

            assertThat(client.read(RawMqtt.DISCONNECT).first()).as(what).isEqualTo(code);
            assertThat(client.isClosed()).isTrue();
        }
        witnessIsWell();
    }

    @Test
    void socketsThatSayNothingAreClosedAndHarmNobody() throws IOException {
        List<Socket> idle = new ArrayList<>();
        long before = gateway.residentMiB();
        try {
            for (int i = 0; i < 5_000; i++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), PORT));
            }
            witnessIsWell();
            await().atMost(Duration.ofMinutes(1)).until(() -> gateway.gauge("freshet_gateway_mqtt_connections") <= 1);
            witnessIsWell();
            System.out.printf("5,000 idle sockets: %d MiB more%n", gateway.residentMiB() - before);
            assertThat(gateway.residentMiB() - before).isLessThan(120);
            assertThat(gateway.metrics())
                    .contains(
                            "freshet_gateway_mqtt_closed_total{reason=\"connect-timeout\"}",
                            "freshet_gateway_mqtt_closed_total{reason=\"too-many\"}");
        } finally {
            for (Socket each : idle) {
                each.close();
            }
        }
    }

    @Test
    void whateverIsSentNothingBreaks() throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FUZZ_SECONDS);
        int before = gateway.log().length();
        ExecutorService threads = Executors.newFixedThreadPool(FUZZERS);
        List<Future<Long>> fuzzers = IntStream.range(0, FUZZERS)
                .mapToObj(i -> threads.submit(() -> fuzz(new Random(SEED + i), deadline)))
                .toList();
        long packets = 0;
        for (Future<Long> each : fuzzers) {
            packets += each.get();
        }
        threads.shutdown();
        System.out.printf("MQTT fuzz: seed %d, %d packets%n", SEED, packets);

        witnessIsWell();
        await().atMost(Duration.ofMinutes(1)).until(() -> gateway.gauge("freshet_gateway_mqtt_connections") <= 1);
        await().atMost(Duration.ofMinutes(1)).until(() -> gateway.gauge("freshet_gateway_mqtt_held_bytes") == 0);
        assertThat(gateway.gauge("freshet_gateway_under_way_records")).isZero();
        assertThat(gateway.log().substring(before)).doesNotContain("ERROR", "Exception", "LEAK");
        assertThat(packets).isGreaterThan(FUZZ_SECONDS * 20L);
    }

    /** Conversations of good packets, one byte in some of them changed, cut, doubled or made up. */
    private static long fuzz(Random random, long deadline) {
        long packets = 0;
        while (System.nanoTime() < deadline) {
            try (RawMqtt client = new RawMqtt(PORT)) {
                boolean five = random.nextBoolean();
                String id = random.nextInt(4) == 0 ? "fuzz-" + random.nextInt(5) : unique();
                client.raw(maybeSpoilt(
                        five ? connect5(id, random.nextInt(3_000)) : connect3(id, random.nextInt(2) * 2), random, 10));
                packets++;
                for (int i = random.nextInt(30); i > 0; i--) {
                    client.raw(maybeSpoilt(some(random, five), random, 3));
                    packets++;
                }
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof SocketException || e.getCause() instanceof EOFException)) {
                    throw e;
                }
            }
        }
        return packets;
    }

    private static byte[] some(Random random, boolean five) {
        int id = 1 + random.nextInt(10);
        byte[] json =
                "{\"user\":\"fuzz\",\"n\":%d}".formatted(random.nextInt(9)).getBytes(UTF_8);
        String topic = random.nextInt(5) == 0 ? "sites/a/devices/b/telemetry" : TOPIC;
        return switch (random.nextInt(8)) {
            case 0 -> publish(0x30, topic, CLOSED, json, five);
            case 1 -> publish(0x32, topic, id, json, five);
            case 2 -> publish(0x34, topic, id, json, five);
            case 3 -> packet(0x62, new Body().n(id).bytes());
            case 4 -> hex("c000");
            case 5 -> packet(0x82, five ? hex("0001000003612f2301") : hex("000100 03612f2301".replace(" ", "")));
            case 6 -> hex("e000");
            default -> publish(0x3C, topic, id, json, five);
        };
    }

    /** @param oneIn so many packets one is spoilt */
    private static byte[] maybeSpoilt(byte[] packet, Random random, int oneIn) {
        if (random.nextInt(oneIn) != 0) {
            return packet;
        }
        byte[] spoilt = packet.clone();
        switch (random.nextInt(4)) {
            case 0 -> spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
            case 2 -> spoilt = Arrays.copyOf(spoilt, random.nextInt(spoilt.length) + 1);
            default -> random.nextBytes(spoilt);
        }
        return spoilt;
    }

    private static int refusal(byte[] connect) {
        try (RawMqtt client = new RawMqtt(PORT)) {
            client.raw(connect);
            Packet connack = client.read(RawMqtt.CONNACK);
            assertThat(client.isClosed()).isTrue();
            return connack.connectCode();
        }
    }

    private static void witnessIsWell() {
        witness.publish(1, 1, TOPIC, "{\"user\":\"witness\"}");
        assertThat(witness.read(RawMqtt.PUBACK).packetId()).isEqualTo(1);
    }

    private static byte[] connect(String protocol, int version, int flags, int keepAlive, int... more) {
        Body body = new Body().text(protocol).b(version).b(flags).n(keepAlive);
        for (int each : more) {
            body.b(each);
        }
        return packet(0x10, body.text("someone").bytes());
    }

    private static byte[] connect3(String client, int flags) {
        return packet(
                0x10, new Body().text("MQTT").b(4).b(flags).n(60).text(client).bytes());
    }

    private static byte[] connect5(String client, int expiry) {
        Body body = new Body().text("MQTT").b(5).b(0).n(60).b(5).b(0x11).n(0).n(expiry);
        return packet(0x10, body.text(client).bytes());
    }

    private static byte[] publish(int first, String topic, int id, byte[] payload) {
        return publish(first, topic, id, payload, true);
    }

    private static byte[] publish(int first, String topic, int id, byte[] payload, boolean five) {
        Body body = new Body().text(topic);
        if (id != CLOSED) {
            body.n(id);
        }
        if (five) {
            body.b(0);
        }
        return packet(first, body.raw(payload).bytes());
    }

    private static byte[] packet(int first, byte[] body) {
        Body packet = new Body().b(first);
        int left = body.length;
        do {
            packet.b((left % 128) | (left >= 128 ? 128 : 0));
            left /= 128;
        } while (left > 0);
        return packet.raw(body).bytes();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static String unique() {
        return "h-" + UUID.randomUUID();
    }
}
