package io.freshet.relay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class MendingListTest {
    private static final String ONE =
            "{\"key\":\"k.r1.ndjson.zst\",\"topic\":\"t\",\"topic_id\":\"id\",\"partition\":3,\"from\":5,"
                    + "\"until\":9,\"format\":\"ndjson-2\",\"codec\":\"zstd-1\"}";

    @Test
    void readsWhatReconciliationWrites() throws Exception {
        assertThat(MendingList.read(new StringReader(ONE + "\n" + ONE + "\n")))
                .hasSize(2)
                .containsOnly(new Mending(
                        "k.r1.ndjson.zst", new Range(new Origin("t", "id", 3), 5, 9), "ndjson-2", "zstd-1"));
    }

    @Test
    void refusesAllOfThemWhenOneIsIncomplete() {
        assertThatThrownBy(() -> MendingList.read(new StringReader(ONE + ONE.replace("\"codec\"", "\"x\""))))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("Entry 2")
                .hasMessageContaining("'codec' is missing");
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThatThrownBy(() -> MendingList.read(new StringReader(ONE.replace("\"until\":9", "\"until\":5"))))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("not a range");
    }
}
