package io.freshet.processor.state;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The two stores of a job that sums up windows. Their names are part of the names of their changelogs, so they never change.
 *
 * @param windows the store of the totals
 * @param clock the store of the partition's clock
 */
public record JobStores(String windows, String clock) {
    /**
     * Compacted only, never deleted by time: a window of long ago is as alive as any until it is deleted by name. And stamped
     * by the broker, which refuses event times of the future.
     */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");

    public static JobStores of(String job) {
        return new JobStores(job + "-windows", job + "-clock");
    }

    /** Both cached: between two commits only the last value of a key goes to the changelog. */
    public Set<StoreBuilder<?>> builders() {
        return Set.of(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(windows), WindowKey.SERDE, OrderTotalsSerde.SERDE)
                        .withCachingEnabled()
                        .withLoggingEnabled(CHANGELOG),
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(clock), Serdes.Integer(), PartitionClockSerde.SERDE)
                        .withCachingEnabled()
                        .withLoggingEnabled(CHANGELOG));
    }

    public OpenWindows openWindows(ProcessingContext context, long sizeMillis) {
        return new OpenWindows(context.getStateStore(windows), sizeMillis);
    }

    public PartitionClocks partitionClocks(ProcessingContext context) {
        return new PartitionClocks(context.getStateStore(clock));
    }
}
