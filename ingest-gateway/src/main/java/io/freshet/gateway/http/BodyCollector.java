package io.freshet.gateway.http;

import io.freshet.model.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Collects the body of one request in memory: never more than a body may have, never more than all bodies together may have, never
 * for longer than a sender may take. Event loop of the request only.
 */
final class BodyCollector implements Deadlines.Waiter {
    private static final byte[] NOTHING = {};
    /** What a sender declares and does not send costs nothing; what it begins to send, no more than this ahead of it. */
    private static final int LONGEST_FIRST = 1 << 16;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final BodyLimits limits;
    private final Receiver receiver;
    /** What it holds is charged to the budget: its capacity, not what has come so far. */
    private byte[] bytes = NOTHING;

    private long dueAt;
    private int first;
    private int length;
    private boolean done;

    /** Called once, with one or the other; the length of {@code bytes} is the receiver's to give back to the budget. */
    interface Receiver {
        void received(byte[] bytes, int length);

        void failed(Problem problem);

        /** The sender has gone; nobody is left to answer. */
        void gone();
    }

    BodyCollector(Vertx vertx, HttpServerRequest request, BodyLimits limits, Receiver receiver) {
        this.vertx = vertx;
        this.request = request;
        this.limits = limits;
        this.receiver = receiver;
    }

    void start(int expected) {
        first = Math.clamp(expected, 0, LONGEST_FIRST);
        dueAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.timeoutMillis());
        Deadlines.watch(vertx, this, limits.timeoutMillis());
        request.exceptionHandler(e -> {
            if (finish()) {
                limits.all().giveBack(bytes.length);
                receiver.gone();
            }
        });
        request.handler(this::chunk);
        request.endHandler(end -> {
            if (finish()) {
                receiver.received(bytes, length);
            }
        });
    }

    private void chunk(Buffer chunk) {
        if (done) {
            return;
        }
        int more = chunk.length();
        if (more > limits.bodyBytes() - length) {
            fail(tooLarge(limits.bodyBytes()));
        } else if (!reserve(length + more)) {
            fail(Problem.of(Reason.OVERLOADED, "The gateway is reading as much as it may; send the same again."));
        } else {
            chunk.getBytes(bytes, length);
            length += more;
        }
    }

    private boolean reserve(int needed) {
        if (needed <= bytes.length) {
            return true;
        }
        int capacity = Math.max(Math.max(needed, first), Math.min(2 * bytes.length, limits.bodyBytes()));
        if (!limits.all().tryTake(capacity - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    static Problem tooLarge(int limit) {
        return Problem.of(Reason.BODY_TOO_LARGE, "The body is over the limit of %d bytes.".formatted(limit));
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public long dueAt() {
        return dueAt;
    }

    @Override
    public void timedOut() {
        fail(Problem.of(
                Reason.BODY_TIMEOUT,
                "The body did not come within %d seconds.".formatted(limits.timeoutMillis() / 1000)));
    }

    private void fail(Problem problem) {
        if (finish()) {
            limits.all().giveBack(bytes.length);
            bytes = NOTHING;
            receiver.failed(problem);
        }
    }

    private boolean finish() {
        boolean first = !done;
        done = true;
        return first;
    }
}
