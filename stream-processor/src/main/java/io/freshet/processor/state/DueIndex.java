package io.freshet.processor.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When something of a group must be looked at, the earliest first: what closes is found at the cost of what closes, however
 * much is open. An entry may be early or stand for nothing any more; whoever takes it out looks and puts it back later.
 * Called by the task's stream thread alone.
 */
public final class DueIndex {
    private static final byte[] NOTHING = {};
    private static final long NONE = Long.MAX_VALUE;

    /** @param due milliseconds since the epoch */
    public record Due(long due, GroupTime what) {}

    private final KeyValueStore<Bytes, byte[]> store;
    /** No entry is due earlier: spares a look into the store, and steps over what was deleted before. */
    private long earliest;

    public DueIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.earliest = earliestFrom(Long.MIN_VALUE);
    }

    public void put(long due, GroupTime what) {
        store.put(key(due, what), NOTHING);
        earliest = Math.min(earliest, due);
    }

    /** Takes out what is due at {@code now} or earlier, the earliest first. */
    public List<Due> take(long now, int atMost) {
        if (earliest > now) {
            return List.of();
        }
        List<Due> taken = new ArrayList<>();
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(bound(earliest), beyond(now))) {
            while (taken.size() < atMost && entries.hasNext()) {
                Bytes key = entries.next().key;
                byte[] bytes = key.get();
                byte[] what = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
                taken.add(new Due(GroupTime.timeAt(bytes, 0), GroupTime.ofByGroup(Bytes.wrap(what))));
                keys.add(key);
            }
        }
        keys.forEach(store::delete);
        earliest = earliestFrom(taken.isEmpty() ? earliest : taken.getLast().due());
        return taken;
    }

    private long earliestFrom(long due) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(bound(due), null)) {
            return entries.hasNext() ? GroupTime.timeAt(entries.peekNextKey().get(), 0) : NONE;
        }
    }

    private static Bytes key(long due, GroupTime what) {
        byte[] rest = what.byGroup().get();
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + rest.length)
                .putLong(GroupTime.sortable(due))
                .put(rest)
                .array());
    }

    private static Bytes bound(long due) {
        return Bytes.wrap(
                ByteBuffer.allocate(Long.BYTES).putLong(GroupTime.sortable(due)).array());
    }

    private static Bytes beyond(long due) {
        return due == Long.MAX_VALUE ? bound(due) : bound(due + 1);
    }
}
