package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpanOfTimeTest {
    @Test
    void readsWhatPeopleWrite() {
        assertThat(SpanOfTime.parse("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(SpanOfTime.parse("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(SpanOfTime.parse(" 10m ")).isEqualTo(Duration.ofMinutes(10));
        assertThat(SpanOfTime.parse("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(SpanOfTime.parse("1d")).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void saysWhatItExpected() {
        for (String wrong : new String[] {"", "10", "m", "-5s", "10 minutes", "9999999999s"}) {
            assertThatThrownBy(() -> SpanOfTime.parse(wrong))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("90s, 10m or 2h");
        }
    }
}
