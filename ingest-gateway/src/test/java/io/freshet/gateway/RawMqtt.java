package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** MQTT by the byte, so that everything can be said and nothing is done by itself. */
final class RawMqtt implements AutoCloseable {
    static final int CONNACK = 2;
    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBCOMP = 7;
    static final int SUBACK = 9;
    static final int UNSUBACK = 11;
    static final int PINGRESP = 13;
    static final int DISCONNECT = 14;
    static final long NO_SESSION = 0;
    static final long AN_HOUR = 3_600;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private boolean five;

    /** @param body all behind the fixed header */
    @SuppressWarnings("ArrayRecordComponent")
    record Packet(int type, byte[] body) {
        int packetId() {
            return ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        }

        /** The reason code of an acknowledgement; 0 where there is none. */
        int code() {
            return body.length > 2 ? body[2] & 0xFF : 0;
        }

        int first() {
            return body[0] & 0xFF;
        }

        boolean sessionPresent() {
            return (body[0] & 1) == 1;
        }

        int connectCode() {
            return body[1] & 0xFF;
        }

        String text() {
            return new String(body, UTF_8);
        }
    }

    RawMqtt(int port) {
        this(port, SocketFactory.getDefault());
    }

    RawMqtt(int port, SocketFactory sockets) {
        try {
            socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A CONNECT of MQTT 5 and its CONNACK. */
    static RawMqtt five(int port, String client, boolean clean, long expiry) {
        RawMqtt mqtt = new RawMqtt(port);
        mqtt.connect5(client, clean, expiry, 60, null, null, null);
        return mqtt;
    }

    static RawMqtt old(int port, String client, boolean clean) {
        RawMqtt mqtt = new RawMqtt(port);
        mqtt.connect3(client, clean, 60, null, null);
        return mqtt;
    }

    /** @param will {topic, payload}; null for none */
    RawMqtt connect5(
            String client,
            boolean clean,
            long expiry,
            int keepAlive,
            @Nullable String user,
            @Nullable String password,
            String @Nullable [] will) {
        five = true;
        Body body = new Body()
                .text("MQTT")
                .b(5)
                .b(flags(clean, user, password, will))
                .n(keepAlive);
        body.b(5).b(0x11).n((int) (expiry >> 16)).n((int) expiry);
        body.text(client);
        if (will != null) {
            body.b(0).text(will[0]).text(will[1]);
        }
        login(body, user, password);
        send(0x10, body.bytes());
        return this;
    }

    RawMqtt connect3(String client, boolean clean, int keepAlive, @Nullable String user, @Nullable String password) {
        five = false;
        Body body = new Body()
                .text("MQTT")
                .b(4)
                .b(flags(clean, user, password, null))
                .n(keepAlive)
                .text(client);
        login(body, user, password);
        send(0x10, body.bytes());
        return this;
    }

    private static void login(Body body, @Nullable String user, @Nullable String password) {
        if (user != null) {
            body.text(user);
        }
        if (password != null) {
            body.text(password);
        }
    }

    private static int flags(
            boolean clean, @Nullable String user, @Nullable String password, String @Nullable [] will) {
        return (clean ? 2 : 0) | (user == null ? 0 : 0x80) | (password == null ? 0 : 0x40) | (will == null ? 0 : 0x0C);
    }

    /** Its CONNACK, which must let it in. */
    Packet welcomed() {
        Packet connack = read();
        if (connack.type != CONNACK || connack.connectCode() != 0) {
            throw new AssertionError("Not let in: type %d, %s".formatted(connack.type, connack.text()));
        }
        return connack;
    }

    void publish(int qos, int packetId, String topic, String payload) {
        publish(qos, packetId, false, topic, payload.getBytes(UTF_8));
    }

    void publish(int qos, int packetId, boolean dup, String topic, byte[] payload) {
        Body body = new Body().text(topic);
        if (qos > 0) {
            body.n(packetId);
        }
        if (five) {
            body.b(0);
        }
        send(0x30 | (qos << 1) | (dup ? 8 : 0), body.raw(payload).bytes());
    }

    void release(int packetId) {
        send(0x62, new Body().n(packetId).bytes());
    }

    void subscribe(int packetId, String filter) {
        Body body = new Body().n(packetId);
        if (five) {
            body.b(0);
        }
        send(0x82, body.text(filter).b(1).bytes());
    }

    void unsubscribe(int packetId, String filter) {
        Body body = new Body().n(packetId);
        if (five) {
            body.b(0);
        }
        send(0xA2, body.text(filter).bytes());
    }

    void ping() {
        send(0xC0, new byte[0]);
    }

    void disconnect() {
        send(0xE0, new byte[0]);
    }

    void send(int first, byte[] body) {
        Body packet = new Body().b(first);
        int left = body.length;
        do {
            packet.b((left % 128) | (left >= 128 ? 128 : 0));
            left /= 128;
        } while (left > 0);
        raw(packet.raw(body).bytes());
    }

    void raw(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next packet; fails if there is none in time, or the connection ends. */
    Packet read() {
        try {
            int first = in.readUnsignedByte();
            int length = 0;
            int shift = 0;
            int digit;
            do {
                digit = in.readUnsignedByte();
                length |= (digit & 127) << shift;
                shift += 7;
            } while (digit >= 128);
            byte[] body = in.readNBytes(length);
            return new Packet(first >> 4, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Packet read(int type) {
        Packet packet = read();
        if (packet.type != type) {
            throw new AssertionError("Packet of type %d, not %d: %s".formatted(packet.type, type, packet.text()));
        }
        return packet;
    }

    /** Whether the other end closes the connection; what comes before is read away. */
    boolean isClosed() {
        try {
            while (true) {
                in.readByte();
            }
        } catch (EOFException | SocketException e) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes one after another. */
    static final class Body {
        private final ByteArrayOutputStream to = new ByteArrayOutputStream();

        Body b(int value) {
            to.write(value);
            return this;
        }

        Body n(int value) {
            return b(value >> 8).b(value);
        }

        Body text(String value) {
            byte[] bytes = value.getBytes(UTF_8);
            return n(bytes.length).raw(bytes);
        }

        Body raw(byte[] bytes) {
            to.writeBytes(bytes);
            return this;
        }

        byte[] bytes() {
            return to.toByteArray();
        }
    }
}
