package io.freshet.relay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest {
    @Test
    void isAnOffsetATimeOrTheEdge() {
        assertThat(Bound.parse("--from", "0", "earliest")).isEqualTo(new Bound.Offset(0));
        assertThat(Bound.parse("--from", "2026-11-20T08:00:00Z", "earliest"))
                .isEqualTo(new Bound.Time(Instant.parse("2026-11-20T08:00:00Z")));
        assertThat(Bound.parse("--from", "earliest", "earliest")).isEqualTo(new Bound.Edge());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "-5", "2026-11-20", "yesterday", "99999999999999999999", "1.5"})
    void saysWhatItExpectedOfAnythingElse(String text) {
        assertThatThrownBy(() -> Bound.parse("--from", text, "earliest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--from");
    }
}
