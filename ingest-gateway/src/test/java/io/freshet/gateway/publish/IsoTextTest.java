package io.freshet.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

final class IsoTextTest {
    @Property(tries = 2000)
    void isWhatTheInstantSays(
            @ForAll @LongRange(min = -70_000_000_000L, max = 260_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano) {
        Instant instant = Instant.ofEpochSecond(second, nano);

        assertThat(IsoText.of(instant)).isEqualTo(instant.toString());
    }

    @Example
    void isItForEveryDayOfFourHundredYearsAndAtTheEdges() {
        for (int day = 0; day < 146_097; day++) {
            Instant instant = Instant.ofEpochSecond(day * 86_400L, day % 3 * 1_000_000L);
            assertThat(IsoText.of(instant)).isEqualTo(instant.toString());
        }
        for (String text :
                new String[] {"0000-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"}) {
            assertThat(IsoText.of(Instant.parse(text))).isEqualTo(text);
        }
    }
}
