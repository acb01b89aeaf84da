package io.freshet.processor.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store whose keys begin with a time, read from its beginning. Called by the task's stream thread alone. */
final class TimeIndex {
    static final long NONE = Long.MAX_VALUE;

    private final KeyValueStore<Bytes, byte[]> store;
    /** Nothing in the store is earlier: spares a look into the store for every record. */
    private long earliest;

    TimeIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.earliest = earliestFrom(null);
    }

    void put(long time, Bytes key, byte[] value) {
        store.put(key, value);
        earliest = Math.min(earliest, time);
    }

    void delete(Bytes key) {
        store.delete(key);
    }

    /** {@link #NONE} where there is nothing; otherwise nothing is earlier, though something may have been there. */
    long earliest() {
        return earliest;
    }

    /** Takes out what is before this time, the earliest first; the rest goes with the next call. */
    List<KeyValue<Bytes, byte[]>> takeBefore(long time, int atMost) {
        if (earliest >= time) {
            return List.of();
        }
        List<KeyValue<Bytes, byte[]>> taken = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(TimedKey.from(earliest), TimedKey.from(time))) {
            while (taken.size() < atMost && entries.hasNext()) {
                taken.add(entries.next());
            }
        }
        taken.forEach(entry -> store.delete(entry.key));
        earliest = earliestFrom(taken.isEmpty() ? TimedKey.from(time) : taken.getLast().key);
        return taken;
    }

    private long earliestFrom(@Nullable Bytes from) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, null)) {
            return entries.hasNext() ? TimedKey.time(entries.peekNextKey()) : NONE;
        }
    }
}
