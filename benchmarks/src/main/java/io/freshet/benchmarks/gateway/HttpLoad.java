package io.freshet.benchmarks.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Posts ready-made requests over keep-alive connections from one thread, one under way per connection: as lean as may be, so that it
 * leaves the machine to what is measured. With a rate, requests are due at fixed times whatever the answers do, and their latency
 * counts from when they were due.
 */
final class HttpLoad {
    private final int port;
    private final List<byte[]> requests;
    private final int connections;
    private int next;
    private long done;
    private long failed;

    HttpLoad(int port, List<byte[]> requests, int connections) {
        this.port = port;
        this.requests = requests;
        this.connections = connections;
    }

    /**
     * @param answered requests that were answered with 2xx
     * @param failed requests that were answered otherwise
     * @param latencies in nanoseconds, only with a rate; ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Result(long answered, long failed, long nanos, long[] latencies) {
        double perSecond() {
            return answered * 1e9 / nanos;
        }

        double millis(double quantile) {
            return latencies[(int) Math.min(latencies.length - 1L, (long) (quantile * latencies.length))] / 1e6;
        }
    }

    /** As fast as the connections go. */
    Result saturate(int seconds) throws IOException {
        return run(seconds, 0);
    }

    Result atRate(int seconds, double perSecond) throws IOException {
        return run(seconds, perSecond);
    }

    private Result run(int seconds, double rate) throws IOException {
        done = 0;
        failed = 0;
        LongList latencies = new LongList();
        List<Connection> idle = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                idle.add(new Connection(selector, port));
            }
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(seconds);
            long sent = 0;
            int busy = 0;
            long now = start;
            while (now < end || busy > 0) {
                while (now < end && !idle.isEmpty() && (rate == 0 || due(start, sent, rate) <= now)) {
                    long dueAt = rate == 0 ? now : due(start, sent, rate);
                    idle.removeLast().send(requests.get(next++ % requests.size()), dueAt);
                    sent++;
                    busy++;
                }
                if (rate == 0 || idle.isEmpty()) {
                    selector.select(10);
                } else {
                    selector.selectNow();
                    Thread.onSpinWait();
                }
                now = System.nanoTime();
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    Connection connection = (Connection) keys.next().attachment();
                    keys.remove();
                    int status = connection.read();
                    if (status > 0) {
                        busy--;
                        idle.add(connection);
                        count(status);
                        if (rate > 0) {
                            latencies.add(now - connection.dueAt);
                        }
                    }
                }
            }
            long nanos = System.nanoTime() - start;
            selector.keys().forEach(key -> close(key.channel()));
            return new Result(done, failed, nanos, latencies.sorted());
        }
    }

    private static long due(long start, long index, double rate) {
        return start + (long) (index * 1e9 / rate);
    }

    private void count(int status) {
        if (status / 100 == 2) {
            done++;
        } else {
            failed++;
        }
    }

    private static void close(java.nio.channels.Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(1 << 16);
        private long dueAt;

        Connection(Selector selector, int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(byte[] request, long due) throws IOException {
            dueAt = due;
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /** @return the status when the answer is whole, 0 before */
        int read() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("The server closed a connection");
            }
            int status = HttpAnswer.status(in);
            if (status > 0) {
                in.clear();
            }
            return status;
        }
    }

    private static final class LongList {
        private long[] values = new long[1 << 16];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = java.util.Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        long[] sorted() {
            long[] sorted = java.util.Arrays.copyOf(values, size);
            java.util.Arrays.sort(sorted);
            return sorted;
        }
    }
}
