package io.freshet.processor.state;

import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.dedupe.DedupeRule;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Which events a source partition had, in two stores: by their hash, and in the order in which they came, so that the oldest can
 * be forgotten. Called by the task's stream thread alone.
 *
 * <pre>
 *  seen    hash of the event     →  arrival
 *  order   arrival, number       →  hash       the oldest first; at most as many as the rule allows
 * </pre>
 */
public final class RememberedEvents {
    private static final String SEEN = "seen";
    private static final String ORDER = "seen-order";
    /** More than one event can add, so what is left over never grows. */
    private static final int FORGET_AT_ONCE = 100;

    private final KeyValueStore<Bytes, byte[]> seen;
    private final TimeIndex order;
    private final DedupeRule rule;
    private long count;
    private long number;
    /** Events that came before this time were forgotten early. */
    private long shortSince = Long.MIN_VALUE;

    /** What is known of an event. */
    public enum Sight {
        NEW,
        KNOWN,
        /** Not known, but what came within the time was too much to be remembered. */
        UNCERTAIN
    }

    public RememberedEvents(OpenStores stores, JobPlan plan, DedupeRule rule) {
        this.seen = stores.named(ByteStores.name(plan, SEEN));
        KeyValueStore<Bytes, byte[]> entries = stores.named(ByteStores.name(plan, ORDER));
        this.order = new TimeIndex(entries);
        this.rule = rule;
        try (KeyValueIterator<Bytes, byte[]> all = entries.all()) {
            while (all.hasNext()) {
                number = Math.max(number, ByteBuffer.wrap(all.next().key.get()).getLong(Long.BYTES) + 1);
                count++;
            }
        }
        if (count >= rule.entries()) {
            shortSince = order.earliest();
        }
    }

    public static Set<StoreBuilder<?>> builders(JobPlan plan) {
        return Set.of(
                ByteStores.builder(ByteStores.name(plan, SEEN)), ByteStores.builder(ByteStores.name(plan, ORDER)));
    }

    /** @param arrival by the broker, milliseconds since the epoch */
    public Sight see(byte[] hash, long arrival) {
        Bytes name = Bytes.wrap(hash);
        forget(order.takeBefore(arrival - rule.withinMillis(), FORGET_AT_ONCE));
        byte[] known = seen.get(name);
        if (known != null && !rule.isOver(ByteBuffer.wrap(known).getLong(), arrival)) {
            return Sight.KNOWN;
        }
        if (count >= rule.entries()) {
            shortSince = order.earliest();
            forget(order.takeBefore(Long.MAX_VALUE, 1));
        }
        remember(name, hash, arrival);
        return shortSince != Long.MIN_VALUE && !rule.isOver(shortSince, arrival) ? Sight.UNCERTAIN : Sight.NEW;
    }

    private void remember(Bytes name, byte[] hash, long arrival) {
        seen.put(name, ByteBuffer.allocate(Long.BYTES).putLong(arrival).array());
        order.put(
                arrival,
                Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(arrival ^ Long.MIN_VALUE)
                        .putLong(number++)
                        .array()),
                hash);
        count++;
    }

    private void forget(Iterable<KeyValue<Bytes, byte[]>> entries) {
        for (KeyValue<Bytes, byte[]> entry : entries) {
            Bytes name = Bytes.wrap(entry.value);
            byte[] arrival = seen.get(name);
            // Seen again since, when this one was over already: then it is remembered by its later entry.
            if (arrival != null && ByteBuffer.wrap(arrival).getLong() == TimedKey.time(entry.key)) {
                seen.delete(name);
            }
            count--;
        }
    }
}
