package io.freshet.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The body of a request as a stream that is read by a thread that may wait. What has come and was not read is bounded: the connection
 * is paused when it is too much, and read on at half of that.
 */
final class RequestStream extends InputStream {
    /** How much may wait here. */
    static final int HIGH = 1 << 18;

    private static final Buffer END = Buffer.buffer();
    private static final Buffer GONE = Buffer.buffer();

    private final HttpServerRequest request;
    private final Context context;
    private final long patienceMillis;
    private final LinkedBlockingQueue<Buffer> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private Buffer current = Buffer.buffer();
    private int at;

    /** Nothing came for too long. */
    static final class TimedOut extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The sender has gone; nobody is left to answer. */
    static final class SenderGone extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Event loop of the request only. */
    RequestStream(HttpServerRequest request, Context context, long patienceMillis) {
        this.request = request;
        this.context = context;
        this.patienceMillis = patienceMillis;
        request.exceptionHandler(e -> queue.add(GONE));
        request.handler(this::chunk);
        request.endHandler(end -> queue.add(END));
    }

    private void chunk(Buffer chunk) {
        queue.add(chunk);
        if (waiting.addAndGet(chunk.length()) > HIGH) {
            request.pause();
        }
    }

    @Override
    public int available() {
        return current.length() - at + (int) Math.min(Integer.MAX_VALUE / 2, waiting.get());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (at == current.length() && !next()) {
            return -1;
        }
        int count = Math.min(length, current.length() - at);
        current.getBytes(at, at + count, into, from);
        at += count;
        return count;
    }

    private boolean next() throws IOException {
        do {
            Buffer taken = take();
            if (taken == END || taken == GONE) {
                queue.add(taken);
                if (taken == GONE) {
                    throw new SenderGone();
                }
                return false;
            }
            current = taken;
            at = 0;
            long before = waiting.getAndAdd(-taken.length());
            if (before > HIGH / 2 && before - taken.length() <= HIGH / 2) {
                context.runOnContext(v -> request.resume());
            }
        } while (current.length() == 0);
        return true;
    }

    private Buffer take() throws IOException {
        try {
            Buffer taken = queue.poll(patienceMillis, TimeUnit.MILLISECONDS);
            if (taken == null) {
                throw new TimedOut();
            }
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
