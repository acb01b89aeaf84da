package io.freshet.local.twin.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.PathTemplate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {
    private static final String REST =
            "/AbCdEfGhIjKlMnOpQrSt-_/p=00007/dt=2026-11-20/00000000000000000000-00000000000000000041.ndjson.zst";

    @Test
    void takesTheTableFromTheTopic() {
        assertThat(ObjectKey.parse("", "v1/events.rejected" + REST))
                .hasValueSatisfying(key -> assertThat(key.table()).isEqualTo("events_rejected"));
        assertThat(ObjectKey.parse("a/b", "a/b/v1/user-activity" + REST))
                .hasValueSatisfying(key -> assertThat(key.topic()).isEqualTo("user-activity"));
    }

    @Test
    void knowsWhatWasWrittenAgainAndLeavesAloneWhatIsOnlyKept() {
        String again = REST.replace(".ndjson", ".r12.ndjson");
        assertThat(ObjectKey.parse("", "v1/user-activity" + again)).isPresent();
        assertThat(ObjectKey.parse("", "restored/v1/user-activity" + again)).isEmpty();
        assertThat(ObjectKey.parse("", "v1/user-activity" + REST.replace(".ndjson", ".r.ndjson")))
                .isEmpty();
    }

    @Test
    void takesTheTableFromTheKeyWhereItNamesOne() {
        assertThat(ObjectKey.parse("", "tables/again/v1/user-activity" + REST))
                .hasValueSatisfying(key -> assertThat(key.table()).isEqualTo("again"));
        assertThat(ObjectKey.parse("a", "a/tables/again_2/v1/user-activity" + REST))
                .hasValueSatisfying(key -> assertThat(key.table()).isEqualTo("again_2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tables/A/v1/a" + REST,
                "tables/a\"b/v1/a" + REST,
                "tables/v1/a" + REST,
                "tables/a/b/v1/a" + REST,
                "v1/a\"b" + REST,
                "v1/a b" + REST,
                "v1/" + REST,
                "v1/a/b" + REST,
                "v2/a" + REST,
                "x/v1/a" + REST,
                "v1/a" + REST + ".tmp",
                "v1/a/short/p=00007/dt=2026-11-20/0-1.ndjson.zst"
            })
    void looksAtNothingElse(String key) {
        assertThat(ObjectKey.parse("", key)).isEmpty();
    }

    @Test
    void readsTheNamesOfALayoutThatItWasGiven() {
        PathTemplate layout = PathTemplate.of(
                "{prefix}/streaming/{topic}/{date}/{hour}/{topic_id}-{partition}-{from}-{until}.{ext}", "a");
        String key = layout.render(
                new PathTemplate.Name("user-activity", "AbCdEfGhIjKlMnOpQrStUv", 3, 0, 5, "ndjson.gz"), Instant.EPOCH);

        assertThat(ObjectKey.parse("a", List.of(layout), key))
                .hasValueSatisfying(read -> assertThat(read.table()).isEqualTo("user_activity"));
        assertThat(ObjectKey.parse("a", List.of(), key)).isEmpty();
        assertThat(ObjectKey.parse("a", List.of(layout), key + "-0af3")).isEmpty();
        assertThat(ObjectKey.roots("a", List.of(layout))).contains("a/v1/", "a/streaming/");
    }
}
