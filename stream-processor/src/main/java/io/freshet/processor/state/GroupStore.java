package io.freshet.processor.state;

import io.freshet.processor.declare.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** States by group and time, so that the neighbours of a time are found. Called by the task's stream thread alone. */
public final class GroupStore {
    /** A state as it stands in the store. */
    public record Kept(GroupTime at, WindowState state) {}

    private final KeyValueStore<Bytes, byte[]> store;
    private final Measures measures;

    public GroupStore(KeyValueStore<Bytes, byte[]> store, Measures measures) {
        this.store = store;
        this.measures = measures;
    }

    public @Nullable Kept find(GroupTime at) {
        byte[] known = store.get(at.byGroup());
        return known == null ? null : new Kept(at, WindowState.of(known, measures));
    }

    public WindowState empty() {
        return WindowState.empty(measures);
    }

    public void put(GroupTime at, WindowState state) {
        store.put(at.byGroup(), state.bytes());
    }

    public void delete(GroupTime at) {
        store.delete(at.byGroup());
    }

    /** The latest from {@code earliest} to {@code latest}, both inclusive. */
    public @Nullable Kept last(String group, long earliest, long latest) {
        try (KeyValueIterator<Bytes, byte[]> found = store.reverseRange(key(group, earliest), key(group, latest))) {
            return found.hasNext() ? kept(found.next()) : null;
        }
    }

    /** The earliest from {@code earliest} to {@code latest}, both inclusive. */
    public @Nullable Kept first(String group, long earliest, long latest) {
        try (KeyValueIterator<Bytes, byte[]> found = store.range(key(group, earliest), key(group, latest))) {
            return found.hasNext() ? kept(found.next()) : null;
        }
    }

    /** All from {@code earliest} to {@code latest}, both inclusive, in order. */
    public List<Kept> range(String group, long earliest, long latest) {
        List<Kept> all = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.range(key(group, earliest), key(group, latest))) {
            while (found.hasNext()) {
                all.add(kept(found.next()));
            }
        }
        return all;
    }

    /** Everything whose last result does not tell of all its events. */
    public void untold(Consumer<GroupTime> each) {
        List<GroupTime> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                Kept next = kept(all.next());
                long told = next.state().told();
                if (told != WindowState.SPENT && told < next.state().totals().events()) {
                    found.add(next.at());
                }
            }
        }
        found.forEach(each);
    }

    private Kept kept(KeyValue<Bytes, byte[]> entry) {
        return new Kept(GroupTime.ofByGroup(entry.key), WindowState.of(entry.value, measures));
    }

    private static Bytes key(String group, long time) {
        return new GroupTime(group, time).byGroup();
    }
}
