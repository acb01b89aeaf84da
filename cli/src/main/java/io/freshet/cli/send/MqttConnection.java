package io.freshet.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * As much of an MQTT 5 client as publishing with QoS 1 takes: no more messages under way than the server lets be, and an outcome for
 * each out of its PUBACK. Source: MQTT 5.0, sections 3.1 to 3.4. One thread; blocks.
 */
final class MqttConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(5).toMillis();
    /** Longer than the gateway withholds an acknowledgement because of a short fault. */
    private static final int READ_MILLIS = (int) Duration.ofMinutes(1).toMillis();

    private static final int KEEP_ALIVE_SECONDS = 120;
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 2;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PUBACK = 4;
    private static final int DISCONNECT = 14;
    private static final int CLEAN_START = 0x02;
    private static final int WITH_PASSWORD = 0xC0;
    private static final int SUCCESS = 0x00;
    private static final int NO_SUBSCRIBER = 0x10;
    private static final int FAILURE = 0x80;
    private static final int BAD_PAYLOAD = 0x99;
    private static final int BAD_TOPIC = 0x90;
    private static final int NOT_AUTHORIZED = 0x87;
    /** Fixed header, and room to spare. */
    private static final int OVERHEAD = 16;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int window = 65_535;
    private long mostBytes = Long.MAX_VALUE;

    private MqttConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    /** @param key null for none */
    static MqttConnection open(String host, int port, @Nullable String key) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            MqttConnection connection = new MqttConnection(socket);
            connection.connect(key);
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void connect(@Nullable String key) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        text(body, "MQTT");
        body.writeByte(5);
        body.writeByte(key == null ? CLEAN_START : CLEAN_START | WITH_PASSWORD);
        body.writeShort(KEEP_ALIVE_SECONDS);
        body.writeByte(0); // no properties
        body.writeShort(0); // the gateway is to choose a client id
        if (key != null) {
            text(body, "freshet");
            text(body, key);
        }
        out.writeByte(CONNECT);
        length(bytes.size());
        bytes.writeTo(out);
        out.flush();
        MqttPacket answer = read();
        if (answer.type() != CONNACK) {
            throw new IOException("no CONNACK");
        }
        if (answer.code() >= FAILURE) {
            throw new MqttRefusal(answer.code(), answer.reason());
        }
        window = answer.receiveMaximum();
        mostBytes = answer.mostBytes();
    }

    /**
     * The outcomes of all rows, in their order.
     *
     * @throws MqttRefusal when the gateway refuses the topic, or ends the connection
     */
    List<Outcome> publish(List<Row> rows, Function<Row, String> topic) throws IOException {
        @Nullable Outcome[] outcomes = new Outcome[rows.size()];
        int underWay = 0;
        for (int i = 0; i < outcomes.length; i++) {
            if (underWay == window) {
                out.flush();
                acknowledged(outcomes);
                underWay--;
            }
            underWay += publish(rows.get(i), topic, i, outcomes);
        }
        out.flush();
        for (; underWay > 0; underWay--) {
            acknowledged(outcomes);
        }
        return Arrays.<Outcome>asList(outcomes);
    }

    /** @return how many messages went: none, where the row is too long */
    private int publish(Row row, Function<Row, String> topic, int index, @Nullable Outcome[] outcomes)
            throws IOException {
        byte[] name = topic.apply(row).getBytes(UTF_8);
        int length = 2 + name.length + 2 + 1 + row.json().length;
        if (length + OVERHEAD > mostBytes) {
            outcomes[index] = new Outcome.Rejected(
                    "event-too-large", null, "the gateway takes packets of %d bytes at most".formatted(mostBytes));
            return 0;
        }
        out.writeByte(PUBLISH_QOS_1);
        length(length);
        out.writeShort(name.length);
        out.write(name);
        out.writeShort(index + 1);
        out.writeByte(0); // no properties
        out.write(row.json());
        return 1;
    }

    private void acknowledged(@Nullable Outcome[] outcomes) throws IOException {
        MqttPacket answer = read();
        int index = answer.packetId() - 1;
        if (answer.type() != PUBACK || index < 0 || index >= outcomes.length || outcomes[index] != null) {
            throw new IOException("an answer to nothing that was sent");
        }
        outcomes[index] = switch (answer.code()) {
            case SUCCESS, NO_SUBSCRIBER -> new Outcome.Accepted();
            case BAD_PAYLOAD -> rejected(answer.reason());
            case BAD_TOPIC, NOT_AUTHORIZED -> throw new MqttRefusal(answer.code(), answer.reason());
            default -> new Outcome.Retry("code 0x%02X".formatted(answer.code()));
        };
    }

    /** The gateway says {@code slug at 'pointer': detail}. */
    private static Outcome.Rejected rejected(String reason) {
        int pointer = reason.indexOf(" at '");
        int detail = reason.indexOf("': ", Math.max(0, pointer));
        return pointer < 0 || detail < 0
                ? new Outcome.Rejected(reason, null, null)
                : new Outcome.Rejected(
                        reason.substring(0, pointer),
                        reason.substring(pointer + 5, detail),
                        reason.substring(detail + 3));
    }

    /** The next packet that is no farewell. */
    private MqttPacket read() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while (digit > 0x7F && shift < 28);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the connection ended");
        }
        MqttPacket packet = MqttPacket.of(first >> 4, body);
        if (packet.type() == DISCONNECT) {
            throw new MqttRefusal(packet.code(), packet.reason());
        }
        return packet;
    }

    private void length(int value) throws IOException {
        int rest = value;
        while (rest > 0x7F) {
            out.writeByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private static void text(DataOutputStream to, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        to.writeShort(bytes.length);
        to.write(bytes);
    }

    @Override
    public void close() {
        try (socket) {
            out.writeShort(0xE000); // DISCONNECT
            out.flush();
        } catch (IOException gone) {
            // It is gone already, which is what was wanted.
        }
    }
}
