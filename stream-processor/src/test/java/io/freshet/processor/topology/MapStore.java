package io.freshet.processor.topology;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store without Kafka Streams around it. */
final class MapStore implements KeyValueStore<Bytes, byte[]> {
    final NavigableMap<Bytes, byte[]> entries = new TreeMap<>();

    @Override
    public void put(Bytes key, byte[] value) {
        entries.put(key, value);
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
        return over(part(from, to));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return over(part(from, to).descendingMap());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return over(entries);
    }

    private NavigableMap<Bytes, byte[]> part(@Nullable Bytes from, @Nullable Bytes to) {
        NavigableMap<Bytes, byte[]> tail = from == null ? entries : entries.tailMap(from, true);
        return to == null ? tail : tail.headMap(to, true);
    }

    private static KeyValueIterator<Bytes, byte[]> over(NavigableMap<Bytes, byte[]> part) {
        List<KeyValue<Bytes, byte[]>> copy = new ArrayList<>();
        part.forEach((key, value) -> copy.add(KeyValue.pair(key, value)));
        Iterator<KeyValue<Bytes, byte[]>> entries = copy.iterator();
        return new KeyValueIterator<>() {
            private int next;

            @Override
            public void close() {}

            @Override
            public Bytes peekNextKey() {
                return copy.get(next).key;
            }

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                next++;
                return entries.next();
            }
        };
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
    public void init(
            org.apache.kafka.streams.processor.StateStoreContext context,
            org.apache.kafka.streams.processor.StateStore root) {}

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
}
