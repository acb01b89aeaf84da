package io.freshet.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ResultKeyTest {
    @Property
    void resultsOfOneKeyStandInTheOrderOfTime(@ForAll String key, @ForAll long one, @ForAll long other) {
        assertThat(Integer.signum(ResultKey.from(key, one).compareTo(ResultKey.from(key, other))))
                .isEqualTo(Long.compare(one, other));
    }

    @Property
    void isReadAsItWasWritten(@ForAll long time) {
        var place = ResultKey.of("ü|€", time, new byte[16]);
        assertThat(ResultKey.key(place)).isEqualTo("ü|€");
        assertThat(ResultKey.time(place)).isEqualTo(time);
        assertThat(ResultKey.isOf("ü|€", place.get())).isTrue();
    }

    @Test
    void aKeyThatBeginsLikeAnotherIsAnother() {
        assertThat(ResultKey.isOf("ab", ResultKey.from("abc", 0).get())).isFalse();
        assertThat(ResultKey.isOf("ab", new byte[3])).isFalse();
    }

    @Test
    void rowsAreInForceFromTheirTimeToTheNext() {
        MapStore rows = new MapStore();
        TableRows.put(rows, "k", 10, new byte[] {1});
        TableRows.put(rows, "k", 20, new byte[] {2});
        TableRows.put(rows, "k", 30, null);
        TableRows.put(rows, "kk", 0, new byte[] {9});
        assertThat(TableRows.inForce(rows, "k", 9)).isNull();
        assertThat(TableRows.inForce(rows, "k", 10)).containsExactly(1);
        assertThat(TableRows.inForce(rows, "k", 19)).containsExactly(1);
        assertThat(TableRows.inForce(rows, "k", 20)).containsExactly(2);
        assertThat(TableRows.inForce(rows, "k", 30)).isNull();
        TableRows.forget(rows, "k", 25);
        assertThat(TableRows.inForce(rows, "k", 19)).isNull();
        assertThat(TableRows.inForce(rows, "k", 25)).containsExactly(2);
    }
}
