package io.freshet.processor.state;

import io.freshet.processor.declare.JobPlan;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Stores of bytes, ordered by their keys. Their names are part of the names of their changelogs. */
final class ByteStores {
    /**
     * Compacted only: state of long ago is as alive as any until it is deleted by name. And stamped by the broker, which refuses
     * event times of the future.
     */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");

    private ByteStores() {}

    static String name(JobPlan plan, String what) {
        return plan.name() + "-v" + plan.version() + "-" + what;
    }

    /** Cached: what is put and deleted between two commits goes to the changelog once. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(CHANGELOG);
    }
}
