package io.freshet.processor.state;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The stores of one task, by their names. */
@FunctionalInterface
public interface OpenStores {
    KeyValueStore<Bytes, byte[]> named(String name);
}
