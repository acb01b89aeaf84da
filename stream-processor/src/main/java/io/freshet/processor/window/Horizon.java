package io.freshet.processor.window;

/**
 * Where the past is settled: an event with a time of the horizon or later is on time; everything that only earlier events could
 * change is closed. All times are milliseconds since the epoch.
 *
 * @param graceMillis how far the horizon is behind the watermark: how much events may be out of order
 */
public record Horizon(long graceMillis) {
    public Horizon {
        if (graceMillis < 0) {
            throw new IllegalArgumentException("a grace of " + graceMillis + " ms");
        }
    }

    /** The least time where nothing is settled yet. */
    public long of(long watermark) {
        return watermark < Long.MIN_VALUE + graceMillis ? Long.MIN_VALUE : watermark - graceMillis;
    }
}
