package io.freshet.processor.state;

import io.freshet.processor.alert.LastSeen;
import io.freshet.processor.alert.LastSeen.Told;
import io.freshet.processor.declare.JobPlan;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * When each key was heard last, and the keys in the order of that: those that are heard in one index, those called silent in
 * another. Called by the task's stream thread alone.
 */
public final class HeardKeys {
    private static final String HEARD = "heard";
    private static final String SILENT = "silent";
    private static final byte[] NOTHING = {};

    private final KeyedStates states;
    private final TimeIndex heard;
    private final TimeIndex silent;
    private int count;

    /** @param at arrival of the key's latest event, milliseconds since the epoch */
    public record Heard(String key, long at) {}

    public HeardKeys(OpenStores stores, JobPlan plan) {
        this.states = new KeyedStates(stores, plan);
        KeyValueStore<Bytes, byte[]> order = stores.named(ByteStores.name(plan, HEARD));
        this.heard = new TimeIndex(order);
        this.silent = new TimeIndex(stores.named(ByteStores.name(plan, SILENT)));
        this.count = count(order);
    }

    public static Set<StoreBuilder<?>> builders(JobPlan plan) {
        return Set.of(
                KeyedStates.builders(plan).iterator().next(),
                ByteStores.builder(ByteStores.name(plan, HEARD)),
                ByteStores.builder(ByteStores.name(plan, SILENT)));
    }

    public @Nullable LastSeen get(String key) {
        byte[] known = states.get(key);
        return known == null ? null : LastSeen.of(known);
    }

    /** How many keys are heard, those that are due to be called silent among them. */
    public int heard() {
        return count;
    }

    /** @param seen of a key that is heard */
    public void put(String key, @Nullable LastSeen before, LastSeen seen) {
        if (before != null) {
            remove(key, before);
        }
        states.put(key, seen.bytes());
        heard.put(seen.at(), TimedKey.bytes(seen.at(), key), NOTHING);
        count++;
    }

    public void forget(String key, LastSeen before) {
        remove(key, before);
        states.delete(key);
    }

    private void remove(String key, LastSeen before) {
        Bytes place = TimedKey.bytes(before.at(), key);
        if (before.told() == Told.HEARD) {
            heard.delete(place);
            count--;
        } else {
            silent.delete(place);
        }
    }

    /** Takes keys out of those that are heard; each must be put among the silent ones. */
    public List<Heard> heardUpTo(long time, int atMost) {
        return heard.takeBefore(after(time), atMost).stream()
                .map(entry -> TimedKey.of(entry.key))
                .map(place -> new Heard(place.key(), place.time()))
                .toList();
    }

    public void silent(Heard key, Told told) {
        states.put(key.key(), new LastSeen(key.at(), told).bytes());
        silent.put(key.at(), TimedKey.bytes(key.at(), key.key()), NOTHING);
        count--;
    }

    public void forgetSilentUpTo(long time, int atMost) {
        silent.takeBefore(after(time), atMost)
                .forEach(entry -> states.delete(TimedKey.of(entry.key).key()));
    }

    /** Keys of which nothing was said, and which are so old that nothing needs to be said any more. */
    public void forgetHeardUpTo(long time, int atMost) {
        for (Heard key : heardUpTo(time, atMost)) {
            states.delete(key.key());
            count--;
        }
    }

    private static long after(long time) {
        return time == Long.MIN_VALUE ? time : time + 1;
    }

    private static int count(KeyValueStore<Bytes, byte[]> order) {
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> all = order.all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }
}
