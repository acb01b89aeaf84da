package io.freshet.processor.window;

/**
 * Events of one group that follow each other within the gap are one session: a gap of exactly this length is within it, a
 * millisecond more is not.
 *
 * <p>No session is longer than the greatest length. What would be is cut at multiples of that length counted from the epoch:
 * the first piece ends where the first event's period does, and the rest is treated as if it were alone. So the pieces depend
 * on the events alone, not on the order in which they came. To make that possible, what is kept are <em>pieces</em>: runs of
 * events within the gap that are of one period; a session is a run of one or more.
 *
 * <p>All times are milliseconds since the epoch.
 *
 * @param gapMillis at least 1
 * @param longestMillis at least the gap
 */
public record SessionRule(long gapMillis, long longestMillis) {
    public SessionRule {
        if (gapMillis < 1 || longestMillis < gapMillis) {
            throw new IllegalArgumentException(
                    "sessions with a gap of " + gapMillis + " ms and a length of " + longestMillis + " ms");
        }
    }

    /** Whether what ends at {@code last} and what begins at {@code first}, not before it, are one run. */
    public boolean joins(long last, long first) {
        return first - last <= gapMillis;
    }

    /** The first time of the period that {@code time} belongs to. */
    public long periodStart(long time) {
        return Math.multiplyExact(Math.floorDiv(time, longestMillis), longestMillis);
    }

    /** The last time of the period that {@code time} belongs to. */
    public long periodEnd(long time) {
        return Math.addExact(periodStart(time), longestMillis - 1);
    }

    public boolean isTooLong(long first, long last) {
        return last - first > longestMillis;
    }

    /** Whether nothing can join the run any more that ends at {@code last}. */
    public boolean isClosed(long last, long horizon) {
        return last + gapMillis < horizon;
    }
}
