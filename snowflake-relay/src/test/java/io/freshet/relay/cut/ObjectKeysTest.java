package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ObjectKeysTest {
    private static final Origin ORIGIN = new Origin("user-activity", "q83vASNFZ4mrze8BI0VniQ", 7);

    @Test
    void keyIsThatOfTheContract() {
        long late = Instant.parse("2026-11-20T23:59:59.999Z").toEpochMilli();

        assertThat(new ObjectKeys("lake").key(new Range(ORIGIN, 41, 500), late))
                .isEqualTo("lake/v1/user-activity/q83vASNFZ4mrze8BI0VniQ/p=00007/dt=2026-11-20/"
                        + "00000000000000000041-00000000000000000500.ndjson.zst");
    }

    @Test
    void prefixMayBeEmptyOrSlashed() {
        String bare = new ObjectKeys("").folder(ORIGIN);

        assertThat(bare).isEqualTo("v1/user-activity/q83vASNFZ4mrze8BI0VniQ/p=00007/");
        assertThat(new ObjectKeys("/a/b/").folder(ORIGIN)).isEqualTo("a/b/" + bare);
    }

    @Property
    void endOfTheRangeIsReadBackFromItsKey(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long from, @ForAll long timestamp) {
        Range range = new Range(ORIGIN, from, from + 1);

        assertThat(ObjectKeys.until(new ObjectKeys("").key(range, timestamp % 253_402_300_800_000L)))
                .hasValue(from + 1);
    }

    @Test
    void strangersInTheFolderAreIgnored() {
        assertThat(ObjectKeys.until("v1/t/i/p=00000/dt=2026-11-20/notes.txt")).isEmpty();
        assertThat(ObjectKeys.until("v1/t/i/p=00000/dt=2026-11-20/1-2.ndjson.zst"))
                .isEmpty();
    }
}
