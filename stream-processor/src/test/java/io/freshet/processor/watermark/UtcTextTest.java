package io.freshet.processor.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTextTest {
    /** From the year 0 to the end of 9999. */
    @Property
    void saysWhatTheLibrarySays(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant time = Instant.ofEpochSecond(second, nanos);
        assertThat(UtcText.parse(time.toString())).isEqualTo(time);
        Instant whole = Instant.ofEpochSecond(second);
        assertThat(UtcText.parse(whole.toString())).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T00:00:00Z",
                "2000-02-29T23:59:59.9Z",
                "1969-12-31T23:59:59.999999999Z",
                "0000-01-01T00:00:00.000000001Z",
                "9999-12-31T23:59:59.999Z"
            })
    void knowsTheEdges(String text) {
        assertThat(UtcText.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-13-10T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.0000000001Z",
                "2026-01-01T00:00:00,5Z",
                "2026-01-01t00:00:00Z",
                "2026-01-01T00:00:00z",
                "2026-01-01T00:00:00+01:00",
                "2026-01-01T00:00Z",
                "-026-01-01T00:00:00Z",
                "+12026-01-01T00:00:00Z",
                "2026-01-01T00:00:0:Z"
            })
    void leavesEveryOtherFormToTheLibrary(String text) {
        assertThat(UtcText.parse(text)).isNull();
    }
}
