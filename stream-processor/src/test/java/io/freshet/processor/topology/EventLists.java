package io.freshet.processor.topology;

import io.freshet.processor.declare.Failure;
import io.freshet.processor.declare.Measures;
import io.freshet.processor.declare.ResultField;
import io.freshet.processor.declare.Row;
import io.freshet.processor.declare.Totals;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Measures which event is in which window: an event's offset and time. */
final class EventLists implements Measures {
    @Override
    public Totals start() {
        return new Events();
    }

    @Override
    public Totals read(byte[] bytes) {
        Events events = new Events();
        for (ByteBuffer in = ByteBuffer.wrap(bytes); in.hasRemaining(); ) {
            events.byOffset.put(in.getLong(), in.getLong());
        }
        return events;
    }

    @Override
    public List<ResultField> fields() {
        return List.of(new ResultField("events", Schema.createArray(Schema.create(Schema.Type.LONG))));
    }

    @Override
    public long maxStateBytes() {
        return Long.MAX_VALUE;
    }

    static final class Events implements Totals {
        private final TreeMap<Long, Long> byOffset = new TreeMap<>();

        @Override
        public @Nullable Failure add(Row row) {
            if (byOffset.put(row.offset(), row.time()) != null) {
                throw new AssertionError("an event was added twice: " + row.offset());
            }
            return null;
        }

        @Override
        public void merge(Totals other) {
            byOffset.putAll(((Events) other).byOffset);
        }

        @Override
        public long events() {
            return byOffset.size();
        }

        @Override
        public long firstTime() {
            return byOffset.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        }

        @Override
        public long lastTime() {
            return byOffset.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
        }

        @Override
        public List<@Nullable Object> result() {
            return List.of(List.copyOf(byOffset.keySet()));
        }

        @Override
        public byte[] bytes() {
            ByteBuffer out = ByteBuffer.allocate(byOffset.size() * 2 * Long.BYTES);
            byOffset.forEach((offset, time) -> out.putLong(offset).putLong(time));
            return out.array();
        }
    }
}
