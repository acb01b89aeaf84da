package io.freshet.processor.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store in memory that needs no stream task around it; ordered as RocksDB orders. */
public final class MapStore implements KeyValueStore<Bytes, byte[]> {
    private final TreeMap<Bytes, byte[]> entries = new TreeMap<>(Comparator.naturalOrder());

    public int size() {
        return entries.size();
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        return entries.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> all) {
        all.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return entries.remove(key);
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return new Walk(within(from, to).entrySet().iterator());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return new Walk(
                new TreeMap<>(within(from, to)).descendingMap().entrySet().iterator());
    }

    private Map<Bytes, byte[]> within(@Nullable Bytes from, @Nullable Bytes to) {
        TreeMap<Bytes, byte[]> found = new TreeMap<>(entries);
        if (from != null) {
            found.headMap(from, false).clear();
        }
        if (to != null) {
            found.tailMap(to, false).clear();
        }
        return found;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return range(null, null);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return "map";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    private static final class Walk implements KeyValueIterator<Bytes, byte[]> {
        private final List<Map.Entry<Bytes, byte[]>> entries;
        private int next;

        Walk(Iterator<Map.Entry<Bytes, byte[]>> entries) {
            this.entries = new ArrayList<>();
            entries.forEachRemaining(this.entries::add);
        }

        @Override
        public void close() {}

        @Override
        public Bytes peekNextKey() {
            return entries.get(next).getKey();
        }

        @Override
        public boolean hasNext() {
            return next < entries.size();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            Map.Entry<Bytes, byte[]> entry = entries.get(next++);
            return KeyValue.pair(entry.getKey(), entry.getValue());
        }
    }
}
