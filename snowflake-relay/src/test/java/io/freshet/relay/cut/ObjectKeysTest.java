package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.PathTemplate;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ObjectKeysTest {
    private static final Origin ORIGIN = new Origin("user-activity", "q83vASNFZ4mrze8BI0VniQ", 7);

    private final ObjectKeys keys = new ObjectKeys(PathTemplate.standard(""));

    @Test
    void keyIsThatOfTheContract() {
        long late = Instant.parse("2026-11-20T23:59:59.999Z").toEpochMilli();

        assertThat(new ObjectKeys(PathTemplate.standard("lake")).key(new Range(ORIGIN, 41, 500), late, "ndjson.zst"))
                .isEqualTo("lake/v1/user-activity/q83vASNFZ4mrze8BI0VniQ/p=00007/dt=2026-11-20/"
                        + "00000000000000000041-00000000000000000500.ndjson.zst");
    }

    @Test
    void prefixMayBeEmptyOrSlashed() {
        String bare = keys.folder(ORIGIN);

        assertThat(bare).isEqualTo("v1/user-activity/q83vASNFZ4mrze8BI0VniQ/p=00007/dt=");
        assertThat(new ObjectKeys(PathTemplate.standard("/a/b/")).folder(ORIGIN))
                .isEqualTo("a/b/" + bare);
    }

    @Property
    void endOfTheRangeIsReadBackFromItsKey(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long from, @ForAll long timestamp) {
        Range range = new Range(ORIGIN, from, from + 1);

        assertThat(keys.until(ORIGIN, keys.key(range, timestamp, "ndjson.gz"))).hasValue(from + 1);
    }

    @Test
    void strangersInTheFolderAreIgnored() {
        assertThat(keys.until(ORIGIN, keys.folder(ORIGIN) + "2026-11-20/notes.txt"))
                .isEmpty();
        assertThat(keys.until(ORIGIN, keys.folder(ORIGIN) + "2026-11-20/1-2.ndjson.zst"))
                .isEmpty();
        Range another = new Range(new Origin("user-activity", "q83vASNFZ4mrze8BI0VniQ", 8), 1, 2);
        assertThat(keys.until(ORIGIN, keys.key(another, 0, "ndjson.zst"))).isEmpty();
    }
}
