package io.freshet.processor.topology;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;

/** All stores of an operator. */
final class Stores {
    private Stores() {}

    static Set<StoreBuilder<?>> of(Set<StoreBuilder<?>> some, Set<StoreBuilder<?>> others) {
        Set<StoreBuilder<?>> all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
