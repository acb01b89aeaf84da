package io.freshet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EventTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void fiveMinutesAheadIsBelievedAndAMillisecondMoreIsNot() {
        assertThat(EventTime.of(NOW.plusSeconds(300), NOW)).isEqualTo(new EventTime(NOW.plusSeconds(300), TimeFlag.OK));
        assertThat(EventTime.of(NOW.plusSeconds(300).plusMillis(1), NOW))
                .isEqualTo(new EventTime(NOW, TimeFlag.CLAMPED));
    }

    @Test
    void thePastIsBelievedHoweverLongAgo() {
        assertThat(EventTime.of(Instant.EPOCH, NOW)).isEqualTo(new EventTime(Instant.EPOCH, TimeFlag.OK));
    }

    @Test
    void anEventWithoutTimeIsOfItsReceipt() {
        assertThat(EventTime.of(null, NOW)).isEqualTo(new EventTime(NOW, TimeFlag.OK));
    }

    @Test
    void clockThatIsOffIsCorrectedByWhatItShowedWhenItSent() {
        Instant sent = NOW.minusSeconds(3_600);

        assertThat(EventTime.of(sent.minusSeconds(10), sent, NOW))
                .isEqualTo(new EventTime(NOW.minusSeconds(10), TimeFlag.SKEWED));
        assertThat(EventTime.of(NOW.plusSeconds(7_190), NOW.plusSeconds(7_200), NOW))
                .isEqualTo(new EventTime(NOW.minusSeconds(10), TimeFlag.SKEWED));
    }

    @Test
    void slowLineIsNoSkew() {
        Instant sent = NOW.minusSeconds(5);

        assertThat(EventTime.of(sent, sent, NOW)).isEqualTo(new EventTime(sent, TimeFlag.OK));
    }

    @Test
    void clockThatIsMoreThanADayOffIsLeftAloneAndFlagged() {
        Instant sent = NOW.minus(java.time.Duration.ofDays(365));

        assertThat(EventTime.of(sent, sent, NOW)).isEqualTo(new EventTime(sent, TimeFlag.SKEWED));
        Instant ahead = NOW.plus(java.time.Duration.ofDays(365));
        assertThat(EventTime.of(ahead, ahead, NOW)).isEqualTo(new EventTime(NOW, TimeFlag.CLAMPED));
    }

    @Test
    void correctionNeverLeadsIntoTheFutureOrBeforeTheFirstYear() {
        assertThat(EventTime.of(NOW, NOW.minusSeconds(3_600), NOW)).isEqualTo(new EventTime(NOW, TimeFlag.CLAMPED));
        Instant first = Instant.parse("0001-01-01T00:00:00Z");
        assertThat(EventTime.of(first, NOW.plusSeconds(60), NOW)).isEqualTo(new EventTime(first, TimeFlag.SKEWED));
    }
}
