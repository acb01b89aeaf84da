package io.freshet.gateway.http;

import io.freshet.model.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Inflates bodies, which are known by their first bytes, whatever their label says. Never beyond what a body may have, nor beyond
 * what all bodies may have together: a bomb costs as much as an honest body of the longest length.
 */
final class Gzip {
    private static final int FIRST = 1 << 14;
    private static final int BUFFER = 1 << 13;

    private Gzip() {}

    sealed interface Result {}

    /** Its capacity has been taken from the budget of all bodies. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Inflated(byte[] bytes, int length) implements Result {}

    /** Nothing is held. */
    record Failed(Problem problem) implements Result {}

    static boolean isGzip(byte[] bytes, int length) {
        return length >= 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    }

    /** Takes time in proportion to what comes out. */
    static Result inflate(byte[] bytes, int length, BodyLimits limits) {
        Growing out = new Growing(limits);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, 0, length), BUFFER)) {
            while (out.makeRoom()) {
                int read = in.read(out.bytes, out.length, out.bytes.length - out.length);
                if (read < 0) {
                    return new Inflated(out.bytes, out.length);
                }
                out.length += read;
            }
            return out.fail(out.problem());
        } catch (IOException e) {
            return out.fail(Problem.of(Reason.INVALID_ENCODING, "The body is no complete gzip."));
        }
    }

    private static final class Growing {
        private final BodyLimits limits;
        private byte[] bytes = new byte[0];
        private int length;

        Growing(BodyLimits limits) {
            this.limits = limits;
        }

        /** @return false when there is no more to be had */
        boolean makeRoom() {
            if (length < bytes.length) {
                return true;
            }
            int capacity = Math.min(Math.max(FIRST, 2 * bytes.length), limits.bodyBytes() + 1);
            if (capacity == bytes.length || !limits.all().tryTake(capacity - bytes.length)) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, capacity);
            return true;
        }

        Problem problem() {
            return length > limits.bodyBytes()
                    ? BodyCollector.tooLarge(limits.bodyBytes())
                    : Problem.of(Reason.OVERLOADED, "The gateway is reading as much as it may; send the same again.");
        }

        Failed fail(Problem problem) {
            limits.all().giveBack(bytes.length);
            bytes = new byte[0];
            return new Failed(problem);
        }
    }
}
