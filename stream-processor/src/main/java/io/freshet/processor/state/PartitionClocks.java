package io.freshet.processor.state;

import io.freshet.processor.watermark.PartitionClock;
import org.apache.kafka.streams.state.KeyValueStore;

/** The clock of the source partition, kept over restarts. Called by the task's stream thread alone. */
public final class PartitionClocks {
    private final KeyValueStore<Integer, PartitionClock> store;

    PartitionClocks(KeyValueStore<Integer, PartitionClock> store) {
        this.store = store;
    }

    public PartitionClock of(int partition) {
        PartitionClock known = store.get(partition);
        return known == null ? PartitionClock.UNSET : known;
    }

    public void put(int partition, PartitionClock clock) {
        store.put(partition, clock);
    }
}
