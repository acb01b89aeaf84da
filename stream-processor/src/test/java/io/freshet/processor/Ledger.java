package io.freshet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/** Reads results in the order of their topic, and holds each against the one before. */
public final class Ledger {
    private final Map<String, TestTotals> last = new TreeMap<>();

    /** Takes the next result; its count must be one more than the last of the same customer and window. */
    public void take(byte[] value) {
        TestTotals.Result result = TestTotals.Result.of(value);
        assertThat(result.end()).isEqualTo(result.start().plusSeconds(3_600));
        TestTotals before = last.put(result.name(), result.totals());
        assertThat(result.totals().count())
                .as("count of %s", result.name())
                .isEqualTo(before == null ? 1 : before.count() + 1);
    }

    public Map<String, TestTotals> totals() {
        return last;
    }

    /** How many results there were, if none was left out or repeated. */
    public long orders() {
        return last.values().stream().mapToLong(TestTotals::count).sum();
    }
}
