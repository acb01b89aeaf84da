package io.freshet.processor.state;

import io.freshet.processor.declare.Measures;
import io.freshet.processor.declare.Totals;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What is kept of one window of one group.
 *
 * @param totals changes when events are added; the state must be put again after that
 * @param arrival the latest arrival among the events, milliseconds since the epoch
 * @param told how many events the last result told of; {@link #SPENT} for a window that was told for good. Of aligned windows the
 *     number of the telling that tells of the last event, see {@link AlignedStore#telling}
 */
public record WindowState(Totals totals, long arrival, long told) {
    /** The window was told; its events are kept for the windows that end later. */
    public static final long SPENT = -1;

    private static final byte VERSION = 1;
    private static final int FIXED = 1 + 2 * Long.BYTES;

    public static WindowState empty(Measures measures) {
        return new WindowState(measures.start(), Long.MIN_VALUE, 0);
    }

    public WindowState withArrival(long another) {
        return another <= arrival ? this : new WindowState(totals, another, told);
    }

    public WindowState withTold(long events) {
        return new WindowState(totals, arrival, events);
    }

    /** Takes in another window's events, and leaves that one unusable. */
    public WindowState merge(WindowState other) {
        totals.merge(other.totals);
        return withArrival(other.arrival);
    }

    /** Version 1, latest arrival (8 bytes), told (8), the totals' own bytes; big-endian. */
    public byte[] bytes() {
        byte[] measured = totals.bytes();
        return ByteBuffer.allocate(FIXED + measured.length)
                .put(VERSION)
                .putLong(arrival)
                .putLong(told)
                .put(measured)
                .array();
    }

    public static WindowState of(byte[] bytes, Measures measures) {
        if (bytes[0] != VERSION) {
            throw new SerializationException(
                    "state of version " + bytes[0] + "; this program reads version " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        long arrival = in.getLong();
        long told = in.getLong();
        Totals totals = measures.read(Arrays.copyOfRange(bytes, FIXED, bytes.length));
        return new WindowState(totals, arrival, told);
    }
}
