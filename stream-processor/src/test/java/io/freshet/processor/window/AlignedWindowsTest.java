package io.freshet.processor.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignedWindowsTest {
    private static final AlignedWindows HOURS = tumbling(Duration.ofHours(1));
    private static final AlignedWindows DAYS = tumbling(Duration.ofDays(1));

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T11:00:00.000Z, 2026-11-20T11:00:00Z",
        "2026-11-20T10:59:59.999Z, 2026-11-20T10:00:00Z",
        "1970-01-01T00:00:00.000Z, 1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:00:00Z",
        "1926-11-20T10:00:00.001Z, 1926-11-20T10:00:00Z",
        // The hour that Berlin has twice, and the one that it has not.
        "2026-10-25T00:59:59.999Z, 2026-10-25T00:00:00Z",
        "2026-10-25T01:00:00.000Z, 2026-10-25T01:00:00Z",
        "2026-03-29T01:00:00.000Z, 2026-03-29T01:00:00Z"
    })
    void hourContainsItsStartAndNotItsEnd(Instant time, Instant start) {
        assertThat(HOURS.lastStart(time.toEpochMilli())).isEqualTo(start.toEpochMilli());
        assertThat(HOURS.firstStart(time.toEpochMilli())).isEqualTo(start.toEpochMilli());
    }

    @Test
    void dayIsTwentyFourHoursAlsoWhereDaylightSavingBeginsOrEnds() {
        long start = DAYS.lastStart(Instant.parse("2026-10-25T12:00:00Z").toEpochMilli());
        assertThat(Instant.ofEpochMilli(start)).isEqualTo("2026-10-25T00:00:00Z");
        assertThat(Instant.ofEpochMilli(DAYS.endOf(start))).isEqualTo("2026-10-26T00:00:00Z");
    }

    @Property
    void windowsAreThoseThatContainTheTime(
            @ForAll @LongRange(min = -100_000, max = 100_000) long time,
            @ForAll @LongRange(min = 1, max = 500) long size,
            @ForAll @LongRange(min = 1, max = 500) long advance) {
        AlignedWindows windows = new AlignedWindows(Math.max(size, advance), Math.min(size, advance));
        List<Long> found = new ArrayList<>();
        for (long start = windows.firstStart(time);
                start <= windows.lastStart(time);
                start += windows.advanceMillis()) {
            found.add(start);
        }
        List<Long> naive = new ArrayList<>();
        for (long start = time - 1_000; start <= time + 1_000; start++) {
            if (Math.floorMod(start, windows.advanceMillis()) == 0
                    && start <= time
                    && time < start + windows.sizeMillis()) {
                naive.add(start);
            }
        }
        assertThat(found).isEqualTo(naive);
    }

    @Test
    void windowIsClosedWhenTheHorizonReachesItsEnd() {
        assertThat(HOURS.isClosed(0, 3_599_999)).isFalse();
        assertThat(HOURS.isClosed(0, 3_600_000)).isTrue();
    }

    @Test
    void refusesWindowsWithHolesBetweenThem() {
        assertThatThrownBy(() -> new AlignedWindows(10, 11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AlignedWindows(10, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static AlignedWindows tumbling(Duration size) {
        return new AlignedWindows(size.toMillis(), size.toMillis());
    }
}
