package io.freshet.relay.ops;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka clients with the settings on which the relay's promise rests; those are not to be configured.
 *
 * @param base addresses, security and whatever else the installation needs
 * @param protocol by which the group shares its partitions
 * @param refresh how often new topics are looked for
 * @param timeout of one request and its retries
 */
public record KafkaClients(
        Map<String, Object> base, String group, GroupProtocol protocol, Duration refresh, Duration timeout) {
    /** What one fetch brings; all that is fetched ahead for paused partitions stays small beside the relay's own budget. */
    private static final int FETCH_BYTES = 4 << 20;

    private static final int PARTITION_FETCH_BYTES = 512 << 10;

    /** The broker decides these in the newer protocol; the client refuses them. */
    private static final List<String> CLASSIC_ONLY = List.of(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

    public Admin admin() {
        Map<String, Object> config = new HashMap<>(base);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(timeout));
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(timeout));
        return Admin.create(config);
    }

    /** For manifest and rejected records: few, and each of them waited for. */
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(base);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(timeout));
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(timeout.dividedBy(2)));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(timeout));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A member of the group: its commits are fenced by the group's generation, or by its own epoch. */
    public Consumer<byte[], byte[]> member() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        config.putAll(readCommitted());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.name());
        if (protocol == GroupProtocol.CLASSIC) {
            config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        } else {
            CLASSIC_ONLY.forEach(config::remove);
        }
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, millis(refresh));
        return consumer(config);
    }

    /** A consumer of no group. */
    public Consumer<byte[], byte[]> reader() {
        Map<String, Object> config = readCommitted();
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return consumer(config);
    }

    private Map<String, Object> readCommitted() {
        Map<String, Object> config = new HashMap<>(base);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(timeout));
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(timeout));
        return config;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
