package io.freshet.processor.window;

/**
 * Windows of one size that begin at every multiple of the advance, counted from the epoch in both directions: tumbling where
 * size and advance are equal, else hopping. A window contains its start and not its end. All times are milliseconds since the
 * epoch, UTC: no time zone and no daylight saving moves an edge.
 *
 * @param sizeMillis at least 1
 * @param advanceMillis from 1 to the size
 */
public record AlignedWindows(long sizeMillis, long advanceMillis) {
    public AlignedWindows {
        if (advanceMillis < 1 || advanceMillis > sizeMillis) {
            throw new IllegalArgumentException(
                    "windows of " + sizeMillis + " ms cannot begin every " + advanceMillis + " ms");
        }
    }

    /** The start of the last window that contains {@code time}; right before 1970 too. */
    public long lastStart(long time) {
        return Math.multiplyExact(Math.floorDiv(time, advanceMillis), advanceMillis);
    }

    /** The start of the first window that contains {@code time}. */
    public long firstStart(long time) {
        return Math.addExact(lastStart(Math.subtractExact(time, sizeMillis)), advanceMillis);
    }

    /** The first millisecond that no longer belongs to the window which begins at {@code start}. */
    public long endOf(long start) {
        return Math.addExact(start, sizeMillis);
    }

    /** Whether the window is closed: no event with a time of the horizon or later belongs to it. */
    public boolean isClosed(long start, long horizon) {
        return endOf(start) <= horizon;
    }
}
