package io.freshet.processor.ops;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Which declaration the state of each job was made by: a compacted topic of one partition, with the application id as key and
 * the declaration's fingerprint as value. State of one declaration is never read by another. Of two processes that write at
 * once the first in the topic is right; the other one puts its entry back. Blocks; used by supervisors' threads.
 */
final class DeclarationLedger {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> connection;
    private final String topic;

    DeclarationLedger(Map<String, Object> connection, String topic) {
        this.connection = connection;
        this.topic = topic;
    }

    /** Where the ledger is, for whoever looks after topics. */
    String topic() {
        return topic;
    }

    /**
     * Enters a declaration where the application has none.
     *
     * @return the fingerprint that holds for the application: another one than was given means that its state is another
     *     declaration's
     */
    String enter(Admin admin, String application, String fingerprint)
            throws ExecutionException, InterruptedException, TimeoutException {
        create(admin);
        Optional<String> known = first(application);
        if (known.isPresent()) {
            return known.get();
        }
        write(application, fingerprint);
        String holds = first(application).orElse(fingerprint);
        if (!holds.equals(fingerprint)) {
            write(application, holds);
        }
        return holds;
    }

    private void create(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> names = admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (!names.contains(topic)) {
            NewTopic ledger = new NewTopic(topic, Optional.of(1), Optional.empty())
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            // The first of two entries stays long enough for both writers to see it.
                            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                            Long.toString(Duration.ofDays(1).toMillis())));
            NewTopics.create(admin, List.of(ledger), PATIENCE);
        }
    }

    private Optional<String> first(String application) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> entry : consumer.poll(POLL)) {
                    if (application.equals(entry.key()) && entry.value() != null) {
                        return Optional.of(entry.value());
                    }
                }
            }
            return Optional.empty();
        }
    }

    private void write(String application, String fingerprint)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, application, fingerprint))
                    .get(PATIENCE.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        }
    }
}
