package io.freshet.processor.declare;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyTextTest {
    private static final Field TEXT = new Field("a", FieldType.STRING, 0, false);
    private static final Field NUMBER = new Field("b", FieldType.LONG, 0, false);
    private static final KeyText TWO = new KeyText(List.of(0, 1), List.of(TEXT, NUMBER));
    private static final KeyText TEXTS = new KeyText(List.of(0, 1), List.of(TEXT, TEXT));
    private static final KeyText ONE = new KeyText(List.of(0), List.of(TEXT));

    @Property
    void theValuesComeBackOutOfTheKeyWhateverTheyHold(
            @ForAll @Chars({'|', '\\'}) @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String one,
            @ForAll @Chars({'|', '\\'}) @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String other) {
        assertThat(TEXTS.keyOf(row(one, other)))
                .isInstanceOfSatisfying(
                        Grouping.Key.Of.class,
                        key -> assertThat(TEXTS.valuesOf(key.text())).isEqualTo(List.of(one, other)));
    }

    @Test
    void aNullIsInNoGroupAndAnUnusableOneIsRefused() {
        assertThat(TWO.keyOf(row("a", null))).isInstanceOf(Grouping.Key.None.class);
        assertThat(TWO.keyOf(row("a", -7L))).isEqualTo(new Grouping.Key.Of("a|-7"));
        assertThat(ONE.keyOf(row("", null)))
                .isInstanceOfSatisfying(
                        Grouping.Key.Invalid.class,
                        invalid -> assertThat(invalid.why().reason()).isEqualTo(Reason.MISSING_FIELD));
        for (String unusable : List.of("x".repeat(1_000_000), "a\u0000b", "ä".repeat(513))) {
            assertThat(ONE.keyOf(row(unusable, null)))
                    .isInstanceOfSatisfying(
                            Grouping.Key.Invalid.class,
                            invalid -> assertThat(invalid.why().reason()).isEqualTo(Reason.INVALID_KEY));
        }
        assertThat(ONE.keyOf(row("x".repeat(1024), null))).isInstanceOf(Grouping.Key.Of.class);
    }

    private static Row row(@Nullable Object... values) {
        return new Row(0, 0, 0, 0, values);
    }
}
