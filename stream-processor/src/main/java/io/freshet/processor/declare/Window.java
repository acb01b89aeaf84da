package io.freshet.processor.declare;

import java.time.Duration;

/**
 * The windows of a job. All durations are whole milliseconds.
 *
 * @param size of tumbling, hopping and sliding windows; the greatest length of a session
 * @param advance of hopping windows; equal to the size for tumbling ones, zero for the others
 * @param gap of sessions: events this far apart, to the millisecond, are still one session; zero for the others
 * @param grace how far the watermark may pass a window's end before the window closes
 */
public record Window(Kind kind, Duration size, Duration advance, Duration gap, Duration grace, Emit emit) {
    public enum Kind {
        /** [start, start + size), aligned to the epoch. */
        TUMBLING,
        /** As tumbling, beginning at every multiple of the advance. */
        HOPPING,
        /** From the first event of a session to its last, both inclusive; the result's window_end is the last event's time. */
        SESSION,
        /** [time of an event - size, time of that event], both inclusive. */
        SLIDING
    }
}
