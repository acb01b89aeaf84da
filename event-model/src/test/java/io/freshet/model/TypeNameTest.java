package io.freshet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TypeNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "user-activity", "events.rejected", "a1.b2-c3", "activity-by-country-5min"})
    void takesNamesThatAreSafeEverywhere(String name) {
        assertThat(TypeName.problem(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../a",
                "a/b",
                "a\\b",
                "A",
                "a_b",
                "__consumer_offsets",
                "a..b",
                "a--b",
                "-a",
                "a-",
                ".a",
                "a.",
                "1a",
                "ä",
                "a b",
                "a\nb",
                "a\0",
                "%2e%2e",
                "freshet.manifest",
                "freshet-relay",
                "x-changelog",
                "x-repartition"
            })
    void refusesEveryOther(String name) {
        assertThat(TypeName.problem(name)).isNotBlank();
        assertThat(TypeName.isValid(name)).isFalse();
    }

    @Test
    void boundsTheLength() {
        assertThat(TypeName.isValid("a".repeat(128))).isTrue();
        assertThat(TypeName.isValid("a".repeat(129))).isFalse();
    }

    @Test
    void namesThatShareATableCollide() {
        assertThat(TypeName.table("events.rejected-again")).isEqualTo("events_rejected_again");
        assertThat(TypeName.collisions(List.of("a-b", "c", "a.b", "c")))
                .isEqualTo(Map.of("a_b", List.of("a-b", "a.b")));
    }
}
