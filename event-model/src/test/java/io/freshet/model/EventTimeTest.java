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
}
