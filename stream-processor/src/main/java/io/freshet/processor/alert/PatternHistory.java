package io.freshet.processor.alert;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is remembered of one key: the times of recent matching events, at most as many as the pattern needs, and until when it
 * is muted. Immutable.
 */
public final class PatternHistory {
    public static final PatternHistory NONE = new PatternHistory(new long[0], Long.MIN_VALUE);

    private final long[] times;
    private final long mutedUntil;

    private PatternHistory(long[] times, long mutedUntil) {
        this.times = times;
        this.mutedUntil = mutedUntil;
    }

    static PatternHistory mutedUntil(long time) {
        return new PatternHistory(new long[0], time);
    }

    PatternHistory from(long earliest) {
        int first = 0;
        while (first < times.length && times[first] < earliest) {
            first++;
        }
        return first == 0 ? this : new PatternHistory(Arrays.copyOfRange(times, first, times.length), mutedUntil);
    }

    PatternHistory plus(long time) {
        long[] more = Arrays.copyOf(times, times.length + 1);
        more[times.length] = time;
        return new PatternHistory(more, mutedUntil);
    }

    int size() {
        return times.length;
    }

    long first() {
        return times[0];
    }

    long latest() {
        return times[times.length - 1];
    }

    /** Exclusive; {@link Long#MIN_VALUE} where there is no cool-down. */
    public long mutedUntil() {
        return mutedUntil;
    }

    /** Fixed-width numbers, big-endian: the cool-down's end, then the times. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * (times.length + 1)).putLong(mutedUntil);
        for (long time : times) {
            bytes.putLong(time);
        }
        return bytes.array();
    }

    public static PatternHistory of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long mutedUntil = in.getLong();
        long[] times = new long[in.remaining() / Long.BYTES];
        in.asLongBuffer().get(times);
        return new PatternHistory(times, mutedUntil);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PatternHistory history
                && mutedUntil == history.mutedUntil
                && Arrays.equals(times, history.times);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Long.hashCode(mutedUntil);
    }

    @Override
    public String toString() {
        return Arrays.toString(times) + " muted until " + mutedUntil;
    }
}
