package io.freshet.processor.state;

import io.freshet.processor.declare.JobPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, each with the time from which it is in force; a row that was deleted is an empty one. Written by the thread
 * that reads the table, read by stream threads.
 */
public final class TableRows {
    /** Every row where no history is kept. */
    public static final long ALWAYS = Long.MIN_VALUE;

    private static final byte[] DELETED = {};
    private static final byte[] NOTHING = {};

    private TableRows() {}

    public static String store(JobPlan plan) {
        return plan.name() + "-v" + plan.version() + "-table";
    }

    /** The row of a key that was in force at a time; null where there was none. */
    public static byte @Nullable [] inForce(ReadOnlyKeyValueStore<Bytes, byte[]> rows, String key, long time) {
        try (KeyValueIterator<Bytes, byte[]> versions =
                rows.reverseRange(ResultKey.from(key, ALWAYS), ResultKey.from(key, time))) {
            if (!versions.hasNext()) {
                return null;
            }
            byte[] row = versions.next().value;
            return row.length == 0 ? null : row;
        }
    }

    /** @param row null where the key's row was deleted */
    public static void put(KeyValueStore<Bytes, byte[]> rows, String key, long from, byte @Nullable [] row) {
        rows.put(ResultKey.of(key, from, NOTHING), row == null ? DELETED : row);
    }

    /** The newest row instead of any other. */
    public static void replace(KeyValueStore<Bytes, byte[]> rows, String key, byte @Nullable [] row) {
        if (row == null) {
            rows.delete(ResultKey.of(key, ALWAYS, NOTHING));
        } else {
            rows.put(ResultKey.of(key, ALWAYS, NOTHING), row);
        }
    }

    /** Deletes rows of a key that were superseded before a time. */
    public static void forget(KeyValueStore<Bytes, byte[]> rows, String key, long before) {
        List<Bytes> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> versions =
                rows.range(ResultKey.from(key, ALWAYS), ResultKey.from(key, before))) {
            while (versions.hasNext()) {
                old.add(versions.next().key);
            }
        }
        // The last of them is still in force at that time.
        old.stream().limit(Math.max(0, old.size() - 1L)).forEach(rows::delete);
    }
}
