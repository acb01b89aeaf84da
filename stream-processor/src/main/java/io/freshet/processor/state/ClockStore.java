package io.freshet.processor.state;

import io.freshet.processor.watermark.Activity;
import io.freshet.processor.watermark.Now;
import io.freshet.processor.watermark.SourceId;
import io.freshet.processor.watermark.SourceState;
import io.freshet.processor.watermark.TaskClock;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A task's clock, kept over restarts: what is late once stays late. Called by the task's stream thread alone.
 *
 * <p>Keys: the number of a source partition (8 bytes); all ones for the clock itself. Values: version 1, watermark (8); of the
 * clock what is settled (8); of a source activity (1), quiet time (8), time of the claim (8); big-endian.
 */
public final class ClockStore {
    private static final byte VERSION = 1;
    private static final long CLOCK = -1;

    private final KeyValueStore<Bytes, byte[]> store;
    private Now kept = new Now(TaskClock.UNSET, TaskClock.UNSET);

    public ClockStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    public void restore(TaskClock clock) {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                long number = ByteBuffer.wrap(entry.key.get()).getLong();
                ByteBuffer in = checked(entry.value);
                if (number == CLOCK) {
                    kept = new Now(in.getLong(), in.getLong());
                    clock.restore(kept);
                } else {
                    long watermark = in.getLong();
                    Activity activity = Activity.of(in.get());
                    clock.restore(
                            SourceId.of(number), new SourceState(watermark, activity, in.getLong(), in.getLong()));
                }
            }
        }
    }

    /** Keeps what has changed. */
    public void keep(TaskClock clock, SourceId changed) {
        SourceState state = clock.of(changed);
        store.put(
                key(changed.number()),
                ByteBuffer.allocate(2 + 3 * Long.BYTES)
                        .put(VERSION)
                        .putLong(state.watermark())
                        .put(state.activity().code())
                        .putLong(state.quietMillis())
                        .putLong(state.claimedAt())
                        .array());
        if (!clock.now().equals(kept)) {
            kept = clock.now();
            store.put(
                    key(CLOCK),
                    ByteBuffer.allocate(1 + 2 * Long.BYTES)
                            .put(VERSION)
                            .putLong(kept.watermark())
                            .putLong(kept.settled())
                            .array());
        }
    }

    private static Bytes key(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private static ByteBuffer checked(byte[] value) {
        if (value[0] != VERSION) {
            throw new SerializationException(
                    "state of version " + value[0] + "; this program reads version " + VERSION);
        }
        return ByteBuffer.wrap(value, 1, value.length - 1);
    }
}
