package io.freshet.processor.state;

import io.freshet.processor.declare.JobPlan;
import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One state per key, deleted when its time has come. The caller, who knows a state's time from the state itself, gives the old
 * one along with the new. Called by the task's stream thread alone.
 */
public final class ExpiringStates {
    private static final String EXPIRY = "expiry";
    private static final byte[] NOTHING = {};
    /** More than one record can put, so what is left over never grows. */
    private static final int EXPIRE_AT_ONCE = 1_000;

    private final KeyedStates states;
    private final TimeIndex expiry;

    public ExpiringStates(OpenStores stores, JobPlan plan) {
        this.states = new KeyedStates(stores, plan);
        this.expiry = new TimeIndex(stores.named(ByteStores.name(plan, EXPIRY)));
    }

    public static Set<StoreBuilder<?>> builders(JobPlan plan) {
        return Set.of(KeyedStates.builders(plan).iterator().next(), ByteStores.builder(ByteStores.name(plan, EXPIRY)));
    }

    public byte @Nullable [] get(String key) {
        return states.get(key);
    }

    /**
     * @param before when the key's former state would have expired; null where it had none
     * @param expiresAt from this time on the state is of no use
     */
    public void put(String key, byte[] state, @Nullable Long before, long expiresAt) {
        states.put(key, state);
        if (before != null && before != expiresAt) {
            expiry.delete(TimedKey.bytes(before, key));
        }
        if (before == null || before != expiresAt) {
            expiry.put(expiresAt, TimedKey.bytes(expiresAt, key), NOTHING);
        }
    }

    /** @param before when the state would have expired */
    public void delete(String key, long before) {
        states.delete(key);
        expiry.delete(TimedKey.bytes(before, key));
    }

    /** Deletes states whose time has come. */
    public void expire(long now) {
        long beyond = now == Long.MAX_VALUE ? now : now + 1;
        for (var entry : expiry.takeBefore(beyond, EXPIRE_AT_ONCE)) {
            states.delete(TimedKey.of(entry.key).key());
        }
    }
}
