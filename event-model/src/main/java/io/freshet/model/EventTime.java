package io.freshet.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The event time that the pipeline goes by ({@code ce_time}), and what became of the sender's. */
public record EventTime(Instant time, TimeFlag flag) {
    /** Further ahead of receipt than this is a wrong clock, which would drag every window forward. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /**
     * The rule, at the gateway and again at the processor.
     *
     * @param claimed what the event says; null where it says nothing
     */
    public static EventTime of(@Nullable Instant claimed, Instant receivedAt) {
        if (claimed == null) {
            return new EventTime(receivedAt, TimeFlag.OK);
        }
        if (claimed.isAfter(receivedAt.plus(MAX_AHEAD))) {
            return new EventTime(receivedAt, TimeFlag.CLAMPED);
        }
        return new EventTime(claimed, TimeFlag.OK);
    }
}
