package io.freshet.processor.state;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** How every store of a job is kept. */
public final class Changelog {
    /**
     * Compacted only, never deleted by time: a window of long ago is as alive as any until it is deleted by name. And stamped
     * by the broker, which refuses event times of the future.
     */
    public static final Map<String, String> SETTINGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");

    private Changelog() {}

    /** On disk, within the one bound of RocksDB's memory. Cached: between two commits only the last value of a key is logged. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> onDisk(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(SETTINGS);
    }

    /** On disk, each value written as it comes: for keys that do not come twice between two commits, which a cache would only carry. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> onDiskAtOnce(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(SETTINGS);
    }

    /** For a few entries. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> inMemory(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(SETTINGS);
    }
}
