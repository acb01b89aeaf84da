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
 * <p>Keys: the number of a source partition (8 bytes). Values: version 2, its watermark (8), activity (1), quiet time (8), time of
 * the claim (8), and what the clock said by then: watermark (8), settled (8); big-endian. The clock never goes back, so the furthest
 * of them is the last. Version 1 had the clock under a key of its own, all ones, and nothing of it elsewhere.
 */
public final class ClockStore {
    private static final byte VERSION = 2;
    private static final long CLOCK = -1;
    private static final int BYTES = 2 + 5 * Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;

    public ClockStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    public void restore(TaskClock clock) {
        Now furthest = new Now(TaskClock.UNSET, TaskClock.UNSET);
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                long number = ByteBuffer.wrap(entry.key.get()).getLong();
                ByteBuffer in = checked(entry.value);
                if (number != CLOCK) {
                    long watermark = in.getLong();
                    Activity activity = Activity.of(in.get());
                    clock.restore(
                            SourceId.of(number), new SourceState(watermark, activity, in.getLong(), in.getLong()));
                }
                if (in.hasRemaining()) {
                    furthest = new Now(
                            Math.max(furthest.watermark(), in.getLong()), Math.max(furthest.settled(), in.getLong()));
                }
            }
        }
        clock.restore(furthest);
    }

    /** Keeps what has changed. */
    public void keep(TaskClock clock, SourceId changed) {
        SourceState state = clock.of(changed);
        Now now = clock.now();
        store.put(
                key(changed.number()),
                ByteBuffer.allocate(BYTES)
                        .put(VERSION)
                        .putLong(state.watermark())
                        .put(state.activity().code())
                        .putLong(state.quietMillis())
                        .putLong(state.claimedAt())
                        .putLong(now.watermark())
                        .putLong(now.settled())
                        .array());
    }

    private static Bytes key(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private static ByteBuffer checked(byte[] value) {
        if (value[0] < 1 || value[0] > VERSION) {
            throw new SerializationException(
                    "state of version " + value[0] + "; this program reads versions 1 to " + VERSION);
        }
        return ByteBuffer.wrap(value, 1, value.length - 1);
    }
}
