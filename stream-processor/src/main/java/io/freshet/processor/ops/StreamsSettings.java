package io.freshet.processor.ops;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is told, and why. */
final class StreamsSettings {
    private static final List<String> CONNECTION =
            List.of("bootstrap.servers", "security.", "sasl.", "ssl.", "client.dns.lookup");
    private static final Duration SHORTEST_COMMIT = Duration.ofMillis(10);
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(10);
    /** An event may go to a repartition topic twice, as it came and as what the job takes of it; and states grow. */
    private static final int LARGEST_RECORD = 8 * 1024 * 1024;

    private StreamsSettings() {}

    /** How to reach the brokers, for any client: what is set under {@code kafka.} and concerns the connection. */
    static Map<String, Object> connection(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().removeIf(name -> CONNECTION.stream().noneMatch(name::startsWith));
        return settings;
    }

    /**
     * For one job.
     *
     * @param jobs of this process, which share what is bounded for all together; at least 1
     * @throws IllegalArgumentException for settings with which the service could not do what it promises
     */
    static Properties of(ProcessorConfig config, Map<String, Object> kafka, String applicationId, int jobs) {
        check(config);
        Properties settings = new Properties();
        settings.putAll(connection(kafka));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.advertised());
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                config.stateDir().toAbsolutePath().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        settings.put(
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                config.cacheMemory().asLongValue() / jobs);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        settings.put(BoundedRocksDb.MEMORY, config.rocksdbMemory().asLongValue());
        // Results, state and offsets become visible together or not at all.
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // The Streams group protocol of KIP-1071 is young; the classic one is what the tests ran with.
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // -1: the broker's default, which is one on a laptop and three in production.
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "LogAppendTime");
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_RECORD);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        config.instanceId()
                .ifPresent(id -> settings.put(
                        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                        id + "-" + applicationId));
        // Order between sources is for our own clocks to say; a task must not wait for one source with events of
        // another.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // How soon a partition by which a source has grown is read.
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), 30_000);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                config.sessionTimeout().toMillis());
        // Longer than the wait for the registry while a record is at hand, or that wait would lose the transaction.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 60_000);
        // The only codec that works in a native image without more hints.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    private static void check(ProcessorConfig config) {
        within("commit-interval", config.commitInterval(), SHORTEST_COMMIT, LONGEST_COMMIT);
        within("results-retention", config.resultsRetention(), Duration.ofMinutes(1), Duration.ofDays(36_500));
        within("idle-after", config.idleAfter(), Duration.ofSeconds(1), Duration.ofDays(1));
        within("session-timeout", config.sessionTimeout(), Duration.ofSeconds(6), Duration.ofMinutes(5));
        if (config.threads() < 1) {
            throw new IllegalArgumentException("freshet.processor.threads must be at least 1");
        }
        if (config.standbyReplicas() < 0 || config.standbyReplicas() > 2) {
            throw new IllegalArgumentException("freshet.processor.standby-replicas must be from 0 to 2");
        }
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "freshet.processor." + name + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
