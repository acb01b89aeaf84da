package io.freshet.benchmarks.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Clients of MQTT 3.1.1 on one thread, each with one message of QoS 1 under way: as lean as may be, so that the machine is left to what is
 * measured. With a rate, messages are due at fixed times whatever the answers do, and their latency counts from when they were due.
 */
final class MqttClients implements AutoCloseable {
    private static final int CONNACK_BYTES = 4;
    private static final int PUBACK_BYTES = 4;
    private static final int PUBACK = 0x40;

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final byte[] publish;

    MqttClients(int port, int count, String topic, byte[] payload) throws IOException {
        publish = publish(topic, payload);
        for (int i = 0; i < count; i++) {
            clients.add(new Client(port, i));
        }
        for (Client each : clients) {
            each.welcomed();
        }
    }

    /** @param latencies in nanoseconds, only with a rate; ascending */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Result(long acknowledged, long nanos, long[] latencies) {
        double perSecond() {
            return acknowledged * 1e9 / nanos;
        }

        double millis(double quantile) {
            return latencies[(int) Math.min(latencies.length - 1L, (long) (quantile * latencies.length))] / 1e6;
        }
    }

    int count() {
        return clients.size();
    }

    /** @param rate messages a second of all clients; 0 for as many as go */
    Result run(int seconds, double rate) throws IOException {
        ArrayDeque<Client> idle = new ArrayDeque<>(clients);
        long[] latencies = new long[rate == 0 ? 0 : (int) (seconds * rate) + 1];
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long sent = 0;
        long acknowledged = 0;
        long now = start;
        while (now < end || acknowledged < sent) {
            while (now < end && !idle.isEmpty() && (rate == 0 || due(start, sent, rate) <= now)) {
                idle.remove().publish(rate == 0 ? now : due(start, sent, rate));
                sent++;
            }
            if (rate == 0 || idle.isEmpty()) {
                selector.select(10);
            } else {
                selector.selectNow();
                Thread.onSpinWait();
            }
            now = System.nanoTime();
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                Client client = (Client) keys.next().attachment();
                keys.remove();
                if (client.isAcknowledged()) {
                    if (acknowledged < latencies.length) {
                        latencies[(int) acknowledged] = now - client.dueAt;
                    }
                    acknowledged++;
                    idle.add(client);
                }
            }
        }
        long[] sorted = Arrays.copyOf(latencies, (int) Math.min(acknowledged, latencies.length));
        Arrays.sort(sorted);
        return new Result(acknowledged, System.nanoTime() - start, sorted);
    }

    private static long due(long start, long index, double rate) {
        return start + (long) (index * 1e9 / rate);
    }

    @Override
    public void close() throws IOException {
        for (Client each : clients) {
            each.channel.close();
        }
        selector.close();
    }

    private static byte[] publish(String topic, byte[] payload) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, topic);
        body.write(0);
        body.write(1);
        body.writeBytes(payload);
        return packet(0x32, body.toByteArray());
    }

    private static byte[] connect(int number) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.writeBytes(new byte[] {4, 2, 0, 0});
        text(body, "bench-" + number);
        return packet(0x10, body.toByteArray());
    }

    private static void text(ByteArrayOutputStream to, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        to.write(bytes.length >> 8);
        to.write(bytes.length);
        to.writeBytes(bytes);
    }

    private static byte[] packet(int first, byte[] body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        int left = body.length;
        do {
            packet.write((left % 128) | (left >= 128 ? 128 : 0));
            left /= 128;
        } while (left > 0);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    private final class Client {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(64);
        private long dueAt;

        Client(int port, int number) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.write(ByteBuffer.wrap(connect(number)));
        }

        void welcomed() throws IOException {
            ByteBuffer connack = ByteBuffer.allocate(CONNACK_BYTES);
            while (connack.hasRemaining()) {
                if (channel.read(connack) < 0) {
                    throw new IOException("A client was not let in");
                }
            }
            if (connack.get(3) != 0) {
                throw new IOException("A client was refused: " + connack.get(3));
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void publish(long due) throws IOException {
            dueAt = due;
            ByteBuffer out = ByteBuffer.wrap(publish);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        boolean isAcknowledged() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("The server closed a connection");
            }
            if (in.position() < PUBACK_BYTES) {
                return false;
            }
            if ((in.get(0) & 0xFF) != PUBACK) {
                throw new IOException("Something else than a PUBACK came");
            }
            in.clear();
            return true;
        }
    }
}
