package io.freshet.processor.state;

import io.freshet.processor.declare.JobPlan;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** One state per key, kept until it is deleted. Called by the task's stream thread alone. */
public final class KeyedStates {
    private static final String STATES = "states";

    private final KeyValueStore<Bytes, byte[]> states;

    public KeyedStates(OpenStores stores, JobPlan plan) {
        this.states = stores.named(ByteStores.name(plan, STATES));
    }

    public static Set<StoreBuilder<?>> builders(JobPlan plan) {
        return Set.of(ByteStores.builder(ByteStores.name(plan, STATES)));
    }

    public byte @Nullable [] get(String key) {
        return states.get(bytes(key));
    }

    public void put(String key, byte[] state) {
        states.put(bytes(key), state);
    }

    public void delete(String key) {
        states.delete(bytes(key));
    }

    private static Bytes bytes(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
