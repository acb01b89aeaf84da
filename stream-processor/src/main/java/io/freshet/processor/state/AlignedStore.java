package io.freshet.processor.state;

import io.freshet.processor.declare.Measures;
import io.freshet.processor.declare.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one size that are open in one task. Keys sort by the window's start, so the store is its own index of the times
 * at which windows close. Called by the task's stream thread alone.
 */
public final class AlignedStore {
    private static final long NO_WINDOW = Long.MAX_VALUE;

    /** A window as it stands in the store. */
    public record Open(GroupTime window, WindowState state) {}

    private final KeyValueStore<Bytes, byte[]> store;
    private final Measures measures;
    /** No window in the store begins earlier: spares a look into the store per event, and steps over what was deleted. */
    private long earliest;

    public AlignedStore(KeyValueStore<Bytes, byte[]> store, Measures measures) {
        this.store = store;
        this.measures = measures;
        this.earliest = earliestFrom(null);
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

    /** All windows whose last result does not tell of all their events, as far as {@link Totals} can say. */
    public void untold(Consumer<GroupTime> each) {
        List<GroupTime> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> windows = store.all()) {
            while (windows.hasNext()) {
                KeyValue<Bytes, byte[]> next = windows.next();
                WindowState state = WindowState.of(next.value, measures);
                if (state.told() < state.totals().events()) {
                    found.add(GroupTime.ofByTime(next.key));
                }
            }
        }
        found.forEach(each);
    }

    private long earliestFrom(@Nullable Bytes from) {
        try (KeyValueIterator<Bytes, byte[]> windows = store.range(from, null)) {
            return windows.hasNext() ? GroupTime.ofByTime(windows.peekNextKey()).time() : NO_WINDOW;
        }
    }
}
