package io.freshet.processor.state;

import io.freshet.processor.declare.Measures;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The windows of one size that are open in one task. Keys sort by the window's start, so the store is its own index of the times
 * at which windows close. Called by the task's stream thread alone.
 *
 * <p>Which windows were told since they changed is known without writing each of them once more when it is told: a window bears the
 * number of the telling that comes next, and the store the number of the last one.
 */
public final class AlignedStore {
    private static final long NO_WINDOW = Long.MAX_VALUE;
    /** Shorter than the key of any window, and before them all. */
    private static final Bytes LAST_TELLING = Bytes.wrap(new byte[1]);

    private static final Bytes FIRST_WINDOW = new GroupTime("", Long.MIN_VALUE).byTime();

    /** A window as it stands in the store. */
    public record Open(GroupTime window, WindowState state) {}

    private final KeyValueStore<Bytes, byte[]> store;
    private final Measures measures;
    /** No window in the store begins earlier: spares a look into the store per event, and steps over what was deleted. */
    private long earliest;

    private long lastTelling;

    public AlignedStore(KeyValueStore<Bytes, byte[]> store, Measures measures) {
        this.store = store;
        this.measures = measures;
        this.earliest = earliestFrom(FIRST_WINDOW);
        byte[] told = store.get(LAST_TELLING);
        this.lastTelling = told == null ? 0 : ByteBuffer.wrap(told).getLong();
    }

    /** The state of a window, empty where it has no events yet. */
    public WindowState find(GroupTime window) {
        byte[] known = store.get(window.byTime());
        return known == null ? WindowState.empty(measures) : WindowState.of(known, measures);
    }

    public void put(GroupTime window, WindowState state) {
        store.put(window.byTime(), state.bytes());
        earliest = Math.min(earliest, window.time());
    }

    /**
     * Takes out windows that begin at {@code start} or earlier, the earliest first.
     *
     * @param atMost bounds the work of one call; what is left goes with the next
     */
    public List<Open> take(long start, int atMost) {
        if (earliest > start) {
            return List.of();
        }
        List<Open> taken = new ArrayList<>();
        List<Bytes> keys = new ArrayList<>();
        Bytes from = new GroupTime("", earliest).byTime();
        Bytes beyond = new GroupTime("", start + 1).byTime();
        try (KeyValueIterator<Bytes, byte[]> windows = store.range(from, beyond)) {
            while (taken.size() < atMost && windows.hasNext()) {
                KeyValue<Bytes, byte[]> next = windows.next();
                // A group of no characters at the bound itself: it begins later.
                GroupTime window = GroupTime.ofByTime(next.key);
                if (window.time() <= start) {
                    keys.add(next.key);
                    taken.add(new Open(window, WindowState.of(next.value, measures)));
                }
            }
        }
        keys.forEach(store::delete);
        earliest = earliestFrom(keys.isEmpty() ? from : keys.getLast());
        return taken;
    }

    /** Number of the telling that will tell of what happens now. */
    public long telling() {
        return lastTelling + 1;
    }

    /** All windows that have changed were told. */
    public void allTold() {
        lastTelling++;
        store.put(
                LAST_TELLING,
                ByteBuffer.allocate(Long.BYTES).putLong(lastTelling).array());
    }

    /** All windows that were not told since they changed. */
    public void untold(Consumer<GroupTime> each) {
        List<GroupTime> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> windows = store.range(FIRST_WINDOW, null)) {
            while (windows.hasNext()) {
                KeyValue<Bytes, byte[]> next = windows.next();
                if (WindowState.of(next.value, measures).told() > lastTelling) {
                    found.add(GroupTime.ofByTime(next.key));
                }
            }
        }
        found.forEach(each);
    }

    private long earliestFrom(Bytes from) {
        try (KeyValueIterator<Bytes, byte[]> windows = store.range(from, null)) {
            return windows.hasNext() ? GroupTime.ofByTime(windows.peekNextKey()).time() : NO_WINDOW;
        }
    }
}
