package io.freshet.processor.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Deletes results that are too old, a portion at a time: walks through the store again and again. Spares an index by time, which
 * would double what every result costs. Called by the task's stream thread alone.
 */
public final class ResultSweep {
    private final KeyValueStore<Bytes, byte[]> results;
    private final int portion;
    private @Nullable Bytes next;

    public ResultSweep(KeyValueStore<Bytes, byte[]> results, int portion) {
        this.results = results;
        this.portion = portion;
    }

    /** Looks at the next portion. */
    public void deleteBefore(long time) {
        List<Bytes> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = results.range(next, null)) {
            int seen = 0;
            for (; seen < portion && entries.hasNext(); seen++) {
                Bytes place = entries.next().key;
                if (ResultKey.time(place) < time) {
                    old.add(place);
                }
            }
            next = entries.hasNext() ? entries.peekNextKey() : null;
        }
        old.forEach(results::delete);
    }
}
