package io.freshet.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against a peer that says byte by byte what it is told to. That it understands the gateway, {@code DataSetsIT} proves. */
final class MqttGatewayTest {
    private static final int PUBLISH = 3;

    @Test
    void eachRowHasTheOutcomeOfItsAcknowledgementAndNoMoreAreUnderWayThanMayBe() throws Exception {
        try (Peer peer = new Peer(2, 320);
                MqttGateway gateway = new MqttGateway("127.0.0.1", peer.port(), row -> "events/t", "key")) {
            CompletableFuture<List<String>> received = peer.answer(5, id -> switch (id) {
                case 2 -> reasoned(id, 0x99, "missing-field at '/user': the field is required");
                case 4 -> new byte[] {0x40, 3, 0, (byte) id, (byte) 0x97};
                default -> new byte[] {0x40, 2, 0, (byte) id};
            });

            Answer.Outcomes answer = (Answer.Outcomes) gateway.post(rows(5));

            assertThat(answer.events())
                    .containsExactly(
                            new Outcome.Accepted(),
                            new Outcome.Rejected("missing-field", "/user", "the field is required"),
                            new Outcome.Accepted(),
                            new Outcome.Retry("code 0x97"),
                            new Outcome.Accepted());
            assertThat(received.get(10, TimeUnit.SECONDS))
                    .containsExactly("events/t r0", "events/t r1", "events/t r2", "events/t r3", "events/t r4");
        }
    }

    @Test
    void aRowThatIsTooLongIsNotSent() throws Exception {
        try (Peer peer = new Peer(2, 60);
                MqttGateway gateway = new MqttGateway("127.0.0.1", peer.port(), row -> "events/t", null)) {
            CompletableFuture<List<String>> received = peer.answer(1, id -> new byte[] {0x40, 2, 0, (byte) id});

            Answer.Outcomes answer = (Answer.Outcomes)
                    gateway.post(List.of(new Row(1, "x".repeat(60).getBytes(UTF_8)), new Row(2, "r".getBytes(UTF_8))));

            assertThat(answer.events().get(0)).isInstanceOf(Outcome.Rejected.class);
            assertThat(answer.events().get(1)).isEqualTo(new Outcome.Accepted());
            assertThat(received.get(10, TimeUnit.SECONDS)).containsExactly("events/t r");
        }
    }

    @Test
    void aTopicThatIsRefusedEndsItAndAConnectionThatEndsIsMadeAnew() throws Exception {
        try (Peer peer = new Peer(2, 320);
                MqttGateway gateway = new MqttGateway("127.0.0.1", peer.port(), row -> "events/t", null)) {
            CompletableFuture<List<String>> first = peer.answer(1, id -> reasoned(id, 0x90, "no such type"));
            assertThat(gateway.post(rows(1))).isEqualTo(new Answer.Refused(0x90, "no such type (code 0x90)"));
            first.get(10, TimeUnit.SECONDS);

            CompletableFuture<List<String>> second = peer.answer(1, id -> new byte[] {(byte) 0xE0, 2, (byte) 0x8B, 0});
            assertThat(gateway.post(rows(1))).isInstanceOf(Answer.Unknown.class);
            second.get(10, TimeUnit.SECONDS);

            CompletableFuture<List<String>> third = peer.answer(1, id -> new byte[] {0x40, 2, 0, (byte) id});
            assertThat(gateway.post(rows(1))).isInstanceOf(Answer.Outcomes.class);
            third.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whereNobodyListensItIsToBeTriedAgain() throws Exception {
        int port;
        try (Peer peer = new Peer(1, 100)) {
            port = peer.port();
        }
        try (MqttGateway gateway = new MqttGateway("127.0.0.1", port, row -> "events/t", null)) {
            assertThat(gateway.post(rows(1))).isInstanceOf(Answer.Unknown.class);
        }
    }

    private static List<Row> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Row(i + 1, ("r" + i).getBytes(UTF_8)))
                .toList();
    }

    private static byte[] reasoned(int id, int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {
            0x40,
            (byte) (7 + text.length),
            0,
            (byte) id,
            (byte) code,
            (byte) (3 + text.length),
            0x1F,
            0,
            (byte) text.length
        });
        out.writeBytes(text);
        return out.toByteArray();
    }

    /** What is answered to a message. */
    private interface Script {
        byte[] answer(int packetId);
    }

    private static final class Peer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final int window;
        private final int mostBytes;

        Peer(int window, int mostBytes) throws IOException {
            this.window = window;
            this.mostBytes = mostBytes;
        }

        int port() {
            return server.getLocalPort();
        }

        /** Lets one connection in, waits until as many messages are there as may be under way, and answers them. */
        CompletableFuture<List<String>> answer(int messages, Script script) {
            return CompletableFuture.supplyAsync(() -> {
                try (Socket socket = server.accept()) {
                    return converse(socket, messages, script);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        private List<String> converse(Socket socket, int messages, Script script) throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            List<String> received = new ArrayList<>();
            in.readUnsignedByte();
            in.readNBytes(in.readUnsignedByte());
            out.write(new byte[] {
                0x20, 11, 0, 0, 8, 0x21, 0, (byte) window, 0x27, 0, 0, (byte) (mostBytes >> 8), (byte) mostBytes
            });
            while (received.size() < messages) {
                List<Integer> ids = new ArrayList<>();
                int due = Math.min(window, messages - received.size());
                while (ids.size() < due) {
                    ids.add(message(in, received));
                }
                assertThat(in.available()).as("no more are under way").isZero();
                for (int id : ids) {
                    out.write(script.answer(id));
                }
            }
            return received;
        }

        private static int message(DataInputStream in, List<String> received) throws IOException {
            assertThat(in.readUnsignedByte() >> 4).isEqualTo(PUBLISH);
            byte[] body = in.readNBytes(in.readUnsignedByte());
            int name = body[1];
            received.add(
                    new String(body, 2, name, UTF_8) + " " + new String(body, 5 + name, body.length - 5 - name, UTF_8));
            return body[3 + name];
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
