package io.freshet.processor.ops;

import io.freshet.processor.topology.SourceEnd;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes the clients of one Kafka Streams, and remembers which consumer each stream thread reads its sources with: that one
 * knows whether a partition has been read to its end. A partition without a record for a minute that is not at its end is
 * unreadable or behind, not idle.
 *
 * <p>Kafka Streams makes the clients on any thread; {@link #reached} is called by the stream thread that owns the consumer.
 */
final class TrackedConsumers implements KafkaClientSupplier, SourceEnd {
    /** Kafka Streams calls a thread's consumer by the thread's name and this. */
    private static final String SUFFIX = "-consumer";

    private final Map<String, Consumer<byte[], byte[]>> byThread = new ConcurrentHashMap<>();

    @Override
    public boolean reached(String topic, int partition) {
        Consumer<byte[], byte[]> consumer = byThread.get(Thread.currentThread().getName());
        if (consumer == null) {
            return false;
        }
        try {
            OptionalLong lag = consumer.currentLag(new TopicPartition(topic, partition));
            return lag.isPresent() && lag.getAsLong() == 0;
        } catch (IllegalStateException notAssigned) {
            return false;
        }
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        Consumer<byte[], byte[]> consumer = consumer(config);
        String name = String.valueOf(config.get(CommonClientConfigs.CLIENT_ID_CONFIG));
        if (name.endsWith(SUFFIX)) {
            byThread.put(name.substring(0, name.length() - SUFFIX.length()), consumer);
        }
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
