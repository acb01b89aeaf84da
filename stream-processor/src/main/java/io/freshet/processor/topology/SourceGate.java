package io.freshet.processor.topology;

import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/** Stands before everything else at a source partition: deduplication. One per stream task, called by its thread alone. */
public interface SourceGate {

    void init(ProcessorContext<?, ?> context);

    /** Whether the record goes on. A gate counts by itself what it keeps back. */
    boolean admits(SourceRecord record);

    /** Makes the gate of each task. */
    interface Supplier {
        SourceGate get();

        Set<StoreBuilder<?>> stores();
    }

    /** Lets everything through. */
    Supplier OPEN = new Supplier() {
        @Override
        public SourceGate get() {
            return new SourceGate() {
                @Override
                public void init(ProcessorContext<?, ?> context) {}

                @Override
                public boolean admits(SourceRecord record) {
                    return true;
                }
            };
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of();
        }
    };
}
