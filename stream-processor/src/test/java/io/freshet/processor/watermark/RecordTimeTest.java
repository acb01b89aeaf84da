package io.freshet.processor.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.EventTime;
import io.freshet.model.TimeFlag;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTimeTest {
    private static final String RECEIVED = "2026-11-20T10:00:00Z";
    private static final long APPENDED = Instant.parse("2026-11-20T10:00:01Z").toEpochMilli();

    @Test
    void believesUpToFiveMinutesAheadOfTheArrival() {
        assertThat(at("2026-11-20T10:05:00Z")).isEqualTo(ok("2026-11-20T10:05:00Z"));
        assertThat(at("2026-11-20T10:05:00.001Z")).isEqualTo(clamped(RECEIVED));
        assertThat(at("2126-11-20T10:00:00Z")).isEqualTo(clamped(RECEIVED));
    }

    @Test
    void believesThePastHoweverLongAgo() {
        assertThat(at("1926-11-20T10:00:00Z")).isEqualTo(ok("1926-11-20T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2026-11-20", "+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "0"})
    void takesTheArrivalForWhatIsNoTime(String ceTime) {
        assertThat(at(ceTime).time()).isEqualTo(Instant.parse(RECEIVED));
    }

    @Test
    void takesTheBrokersTimeWhereReceivedAtIsMissingOrItselfOfTheFuture() {
        assertThat(of(null, null, APPENDED).time().toEpochMilli()).isEqualTo(APPENDED);
        assertThat(of("2126-01-01T00:00:00Z", "2126-01-01T00:00:00Z", APPENDED))
                .isEqualTo(new EventTime(Instant.ofEpochMilli(APPENDED), TimeFlag.CLAMPED));
    }

    @Property
    void isNeverMoreThanTheToleranceAheadOfTheBroker(
            @ForAll long claimed, @ForAll long received, @ForAll long appended) {
        Instant time = of(text(claimed), text(received), appended).time();
        Instant most = Instant.ofEpochMilli(Math.clamp(appended, 0, 253_402_300_799_999L))
                .plus(EventTime.MAX_AHEAD)
                .plus(EventTime.MAX_AHEAD);
        assertThat(time).isBeforeOrEqualTo(most);
    }

    private static EventTime of(@Nullable String ceTime, @Nullable String receivedAt, long appendedAt) {
        return RecordTime.of(ceTime, RecordTime.arrival(receivedAt, appendedAt));
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static EventTime at(@Nullable String ceTime) {
        return of(ceTime, RECEIVED, APPENDED);
    }

    private static EventTime ok(String time) {
        return new EventTime(Instant.parse(time), TimeFlag.OK);
    }

    private static EventTime clamped(String time) {
        return new EventTime(Instant.parse(time), TimeFlag.CLAMPED);
    }
}
