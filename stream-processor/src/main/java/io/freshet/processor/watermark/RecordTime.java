package io.freshet.processor.watermark;

import io.freshet.model.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened, as far as it can be believed. A function of what is kept with the record alone, so that reading the
 * record again, whenever and wherever, gives the same answer.
 */
public final class RecordTime {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private RecordTime() {}

    /**
     * The time that {@code ce_time} says; the arrival, where that is missing, is no time, is outside the years 1 to 9999, or is
     * more than {@link EventTime#MAX_AHEAD} after the arrival.
     */
    public static EventTime of(@Nullable String ceTime, Instant arrival) {
        return EventTime.of(parse(ceTime), arrival);
    }

    /**
     * The event arrived at {@code received_at}; where that is missing, no time, or more than {@link EventTime#MAX_AHEAD} after
     * the broker's time of the record, when the broker had it.
     *
     * @param appendedAt the broker's time of the record, milliseconds since the epoch; 0 where it is not known
     */
    public static Instant arrival(@Nullable String receivedAt, long appendedAt) {
        Instant appended = Instant.ofEpochMilli(Math.clamp(appendedAt, 0, LAST.toEpochMilli()));
        Instant received = parse(receivedAt);
        return received == null || received.isAfter(appended.plus(EventTime.MAX_AHEAD)) ? appended : received;
    }

    private static @Nullable Instant parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant usual = UtcText.parse(text);
            Instant time = usual == null ? Instant.parse(text) : usual;
            return time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
