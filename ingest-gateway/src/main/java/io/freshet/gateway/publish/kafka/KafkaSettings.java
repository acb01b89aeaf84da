package io.freshet.gateway.publish.kafka;

import io.freshet.gateway.publish.Durability;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the gateway speaks to Kafka.
 *
 * @param connection addresses and security, as Kafka names them; what the promises rest on cannot be overridden
 * @param delivery after this long without an acknowledgement a record is given up
 * @param request after this long without an answer of a broker the connection is given up; shorter than {@code delivery}
 * @param linger how long a record waits for company
 * @param bufferBytes the producer's own memory; more than the gateway ever has under way
 * @param prepare how long a request may wait for a topic that has not been used yet
 * @param probe how often the brokers are looked at
 * @param durability what a topic must be like to be written to
 */
public record KafkaSettings(
        Map<String, Object> connection,
        Duration delivery,
        Duration request,
        Duration linger,
        long bufferBytes,
        int batchBytes,
        Duration prepare,
        Duration probe,
        Durability durability) {

    public KafkaSettings {
        if (delivery.compareTo(request.plus(linger)) < 0) {
            throw new IllegalArgumentException(
                    "The delivery timeout %s must not be shorter than request timeout %s plus linger %s"
                            .formatted(delivery, request, linger));
        }
    }

    Map<String, Object> producer() {
        Map<String, Object> all = new HashMap<>(connection);
        all.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "freshet-gateway");
        all.putIfAbsent(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(delivery));
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(request));
        all.put(ProducerConfig.LINGER_MS_CONFIG, millis(linger));
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(batchBytes));
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(bufferBytes));
        // What lets send() be called on an event loop: it fails at once where it would wait for metadata or memory.
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");
        // A topic that is seldom used stays known; BrokerWatch keeps touching those that are served.
        all.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                Long.toString(Duration.ofDays(1).toMillis()));
        return all;
    }

    /**
     * For a producer on a thread of its own, which may wait.
     *
     * @param transactionalId the same for a gateway that is started again, so that it ends what it left open
     */
    public Map<String, Object> transactional(String transactionalId) {
        Map<String, Object> all = producer();
        all.put(ProducerConfig.CLIENT_ID_CONFIG, "freshet-gateway-sessions");
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(delivery));
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(request));
        all.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        return all;
    }

    /** For one that reads what is committed, by itself and without a group. */
    public Map<String, Object> reader() {
        Map<String, Object> all = new HashMap<>(connection);
        all.put(ConsumerConfig.CLIENT_ID_CONFIG, "freshet-gateway-sessions-reader");
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        return all;
    }

    public Map<String, Object> admin() {
        Map<String, Object> all = new HashMap<>(connection);
        all.put(AdminClientConfig.CLIENT_ID_CONFIG, "freshet-gateway-watch");
        all.putIfAbsent(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "2000");
        return all;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
