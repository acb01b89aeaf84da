package io.freshet.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The event time that the pipeline goes by ({@code ce_time}), and what became of the sender's. */
public record EventTime(Instant time, TimeFlag flag) {
    /** Further ahead of receipt than this is a wrong clock, which would drag every window forward. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /** A sender that is off by less was only slow to send: that is the way of networks, not of clocks. */
    public static final Duration TOLERANCE = Duration.ofSeconds(5);
    /** A sender that is off by more has no clock that could be corrected. */
    public static final Duration MAX_SKEW = Duration.ofHours(24);

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    /**
     * The rule without a time of sending, at the gateway and again at the processor.
     *
     * @param claimed what the event says; null where it says nothing
     */
    public static EventTime of(@Nullable Instant claimed, Instant receivedAt) {
        return of(claimed, null, receivedAt);
    }

    /**
     * The rule at the gateway. What the sender's clock showed when it sent, against ours when it arrived, tells how far that clock is
     * off; by as much its event times are corrected. Off by more than {@link #MAX_SKEW} they are left alone and flagged.
     *
     * @param claimed what the event says; null where it says nothing
     * @param sentAt what the sender's clock showed when it sent; null where it says nothing
     */
    public static EventTime of(@Nullable Instant claimed, @Nullable Instant sentAt, Instant receivedAt) {
        if (claimed == null) {
            return new EventTime(receivedAt, TimeFlag.OK);
        }
        Duration skew = sentAt == null ? Duration.ZERO : Duration.between(sentAt, receivedAt);
        boolean skewed = skew.abs().compareTo(TOLERANCE) > 0;
        Instant time = skewed && skew.abs().compareTo(MAX_SKEW) <= 0 ? claimed.plus(skew) : claimed;
        if (time.isAfter(receivedAt.plus(MAX_AHEAD))) {
            return new EventTime(receivedAt, TimeFlag.CLAMPED);
        }
        return new EventTime(time.isBefore(FIRST) ? claimed : time, skewed ? TimeFlag.SKEWED : TimeFlag.OK);
    }
}
