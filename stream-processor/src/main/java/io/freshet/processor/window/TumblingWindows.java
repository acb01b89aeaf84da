package io.freshet.processor.window;

import java.time.Duration;

/**
 * Windows of one size that tile the time line from the epoch on, in both directions. A window contains its start and not its
 * end. All times are milliseconds since the epoch.
 *
 * @param sizeMillis at least 1
 */
public record TumblingWindows(long sizeMillis) {
    public TumblingWindows {
        if (sizeMillis < 1) {
            throw new IllegalArgumentException("a window must be at least 1 ms long, not " + sizeMillis);
        }
    }

    public static TumblingWindows of(Duration size) {
        return new TumblingWindows(size.toMillis());
    }

    /** The start of the one window that contains {@code time}; right before 1970 too. */
    public long startOf(long time) {
        return Math.multiplyExact(Math.floorDiv(time, sizeMillis), sizeMillis);
    }

    /** The first millisecond that no longer belongs to the window which begins at {@code start}. */
    public long endOf(long start) {
        return Math.addExact(start, sizeMillis);
    }
}
