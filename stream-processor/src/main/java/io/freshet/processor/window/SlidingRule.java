package io.freshet.processor.window;

/**
 * One window for each time at which a group has events: it ends at that time, inclusive, and begins the size before it,
 * inclusive. What SQL calls {@code RANGE BETWEEN size PRECEDING AND CURRENT ROW}. All times are milliseconds since the epoch.
 *
 * @param sizeMillis at least 1
 */
public record SlidingRule(long sizeMillis) {
    public SlidingRule {
        if (sizeMillis < 1) {
            throw new IllegalArgumentException("a window must be at least 1 ms long, not " + sizeMillis);
        }
    }

    public long startOf(long end) {
        return Math.subtractExact(end, sizeMillis);
    }

    /** When the window that ends here is told, in the order of horizons. */
    public long toldAt(long end) {
        return end + 1;
    }

    /** When events of this time are spent: after the last window that contains them was told, not with it. */
    public long spentAt(long time) {
        return toldAt(time + sizeMillis) + 1;
    }
}
