package io.freshet.processor.state;

import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Row;
import io.freshet.processor.declare.RowCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Holds rows back until no earlier one can come, and gives them out in the order of their times; at equal times by source,
 * partition and offset, so that the order is always the same. Called by the task's stream thread alone.
 */
public final class RowsInOrder {
    private static final String HELD = "held";
    private static final int ORDER_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;
    private static final int RELEASE_AT_ONCE = 10_000;

    private final TimeIndex held;
    private final RowCodec codec;

    public RowsInOrder(OpenStores stores, JobPlan plan) {
        this.held = new TimeIndex(stores.named(ByteStores.name(plan, HELD)));
        this.codec = plan.codec();
    }

    public static Set<StoreBuilder<?>> builders(JobPlan plan) {
        return Set.of(ByteStores.builder(ByteStores.name(plan, HELD)));
    }

    public void hold(String key, Row row) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        Bytes place = Bytes.wrap(ByteBuffer.allocate(ORDER_BYTES + text.length)
                .putLong(row.time() ^ Long.MIN_VALUE)
                .putInt(row.source())
                .putInt(row.partition())
                .putLong(row.offset())
                .put(text)
                .array());
        held.put(row.time(), place, codec.write(row));
    }

    /**
     * Gives out rows of times before the horizon; the work of one call is bounded, and the rest goes with the next one.
     *
     * @return all rows before this time have been given out
     */
    public long release(long horizon, BiConsumer<String, Row> to) {
        List<KeyValue<Bytes, byte[]>> rows = held.takeBefore(horizon, RELEASE_AT_ONCE);
        for (KeyValue<Bytes, byte[]> row : rows) {
            byte[] place = row.key.get();
            String key = new String(place, ORDER_BYTES, place.length - ORDER_BYTES, StandardCharsets.UTF_8);
            to.accept(key, codec.read(row.value));
        }
        return Math.min(horizon, held.earliest());
    }
}
