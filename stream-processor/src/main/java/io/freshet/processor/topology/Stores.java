package io.freshet.processor.topology;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.StoreBuilder;

/** All stores of an operator. */
final class Stores {
    private Stores() {}

    @SafeVarargs
    static Set<StoreBuilder<?>> of(Set<StoreBuilder<?>>... parts) {
        return Arrays.stream(parts).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }
}
