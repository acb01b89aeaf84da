package io.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
    private static final int OUTAGE = RetryAfter.seconds(Reason.BROKER_UNAVAILABLE);
    private static final int TRIES = 10;

    @ParameterizedTest
    @CsvSource({"0,5", "1,5", "2,5", "3,10", "4,20", "5,40", "6,80", "7,120", "8,120", "9999,120"})
    void waitsGrowWithTheTries(String before, int seconds) {
        assertThat(RetryAfter.seconds(OUTAGE, before)).isEqualTo(seconds);
    }

    @Test
    void tenTriesReachOverSixMinutes() {
        assertThat(IntStream.range(0, TRIES - 1)
                        .map(i -> RetryAfter.seconds(OUTAGE, Integer.toString(i)))
                        .sum())
                .isGreaterThan(360);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-1", "x", "1e9", "99999999999999999999", "3, 4", "٣"})
    void whatIsNoCountIsNone(String before) {
        assertThat(RetryAfter.seconds(OUTAGE, before)).isEqualTo(OUTAGE);
    }

    @Test
    void waitThatIsLongAnywayAndNoneAtAllStayAsTheyAre() {
        assertThat(RetryAfter.seconds(86_400, "7")).isEqualTo(86_400);
        assertThat(RetryAfter.seconds(0, "7")).isZero();
    }
}
