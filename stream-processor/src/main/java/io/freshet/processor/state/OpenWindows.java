package io.freshet.processor.state;

import io.freshet.processor.window.OrderTotals;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The totals of all windows of one task that are not closed yet. Called by the task's stream thread alone. */
public final class OpenWindows {
    private static final long NO_WINDOW = Long.MAX_VALUE;

    private final KeyValueStore<WindowKey, OrderTotals> store;
    private final long sizeMillis;
    /** No window in the store begins earlier: spares a look into the store per event. */
    private long earliest;

    OpenWindows(KeyValueStore<WindowKey, OrderTotals> store, long sizeMillis) {
        this.store = store;
        this.sizeMillis = sizeMillis;
        this.earliest = earliestFrom(null);
    }

    public OrderTotals find(WindowKey key) {
        OrderTotals known = store.get(key);
        return known == null ? OrderTotals.NONE : known;
    }

    public void put(WindowKey key, OrderTotals totals) {
        store.put(key, totals);
        earliest = Math.min(earliest, key.start());
    }

    /**
     * Deletes windows that end at the horizon or before it, the oldest first.
     *
     * @param atMost bounds the work of one call; what is left goes with the next
     * @return how many were deleted
     */
    public int drop(long horizon, int atMost) {
        if (earliest == NO_WINDOW || earliest + sizeMillis > horizon) {
            return 0;
        }
        List<WindowKey> closed = closed(horizon, atMost);
        closed.forEach(store::delete);
        earliest = earliestFrom(closed.isEmpty() ? null : closed.getLast());
        return closed.size();
    }

    private List<WindowKey> closed(long horizon, int atMost) {
        List<WindowKey> closed = new ArrayList<>();
        WindowKey from = new WindowKey(earliest, "");
        WindowKey beyond = new WindowKey(horizon - sizeMillis + 1, "");
        try (KeyValueIterator<WindowKey, OrderTotals> windows = store.range(from, beyond)) {
            while (closed.size() < atMost && windows.hasNext()) {
                closed.add(windows.next().key);
            }
        }
        return closed;
    }

    private long earliestFrom(@Nullable WindowKey from) {
        try (KeyValueIterator<WindowKey, OrderTotals> windows = store.range(from, null)) {
            return windows.hasNext() ? windows.peekNextKey().start() : NO_WINDOW;
        }
    }
}
