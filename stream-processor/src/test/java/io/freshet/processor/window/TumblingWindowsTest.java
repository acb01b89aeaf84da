package io.freshet.processor.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TumblingWindowsTest {
    private static final TumblingWindows HOURLY = TumblingWindows.of(Duration.ofHours(1));

    @Test
    void windowContainsItsStartAndNotItsEnd() {
        long start = millis("2026-11-20T10:00:00Z");
        assertThat(HOURLY.startOf(start)).isEqualTo(start);
        assertThat(HOURLY.startOf(millis("2026-11-20T10:59:59.999Z"))).isEqualTo(start);
        assertThat(HOURLY.startOf(millis("2026-11-20T11:00:00Z"))).isEqualTo(HOURLY.endOf(start));
        assertThat(HOURLY.startOf(start - 1))
                .isEqualTo(start - Duration.ofHours(1).toMillis());
    }

    @Test
    void windowsBefore1970AlignToTheHourToo() {
        assertThat(HOURLY.startOf(millis("1926-11-20T10:15:00Z"))).isEqualTo(millis("1926-11-20T10:00:00Z"));
        assertThat(HOURLY.startOf(-1)).isEqualTo(millis("1969-12-31T23:00:00Z"));
    }

    @Property
    void everyTimeLiesInExactlyTheWindowThatStartsAtItsStart(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long time,
            @ForAll @LongRange(min = 1, max = 31_536_000_000L) long size) {
        TumblingWindows windows = new TumblingWindows(size);
        long start = windows.startOf(time);
        assertThat(time).isBetween(start, windows.endOf(start) - 1);
        assertThat(start % size).isZero();
        assertThat(windows.startOf(start)).isEqualTo(start);
        assertThat(windows.startOf(windows.endOf(start))).isEqualTo(windows.endOf(start));
    }

    @Test
    void refusesAnEmptyWindow() {
        assertThatThrownBy(() -> TumblingWindows.of(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
