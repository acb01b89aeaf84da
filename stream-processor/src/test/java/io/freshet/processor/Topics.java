package io.freshet.processor;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics as tests make, fill and read them. */
public record Topics(String bootstrapServers) {
    private static final Duration POLL = Duration.ofMillis(100);

    public void create(int partitions, Collection<String> names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<NewTopic> topics = names.stream()
                    .map(name -> new NewTopic(name, partitions, (short) 1)
                            .configs(Map.of("message.timestamp.type", "LogAppendTime")))
                    .toList();
            admin.createTopics(topics).all().get(30, SECONDS);
        }
    }

    public Set<String> names() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listTopics().names().get(30, SECONDS);
        }
    }

    public Writer writer() {
        return new Writer(new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    }

    /** Reads one topic from its start, and only what is committed. */
    public Reader reader(String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new Reader(consumer);
    }

    public record Writer(KafkaProducer<byte[], byte[]> producer) implements AutoCloseable {
        public void send(String topic, byte[] key, byte[] value, Headers headers) {
            var unused = producer.send(new ProducerRecord<>(topic, null, null, key, value, headers));
        }

        public void flush() {
            producer.flush();
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    public record Reader(KafkaConsumer<byte[], byte[]> consumer) implements AutoCloseable {
        /** Whatever comes until {@code enough} says so of all read by this call, or the time is over. */
        public List<ConsumerRecord<byte[], byte[]>> read(
                Duration atMost, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
            List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
            long deadline = System.nanoTime() + atMost.toNanos();
            while (!enough.test(read) && System.nanoTime() < deadline) {
                consumer.poll(POLL).forEach(read::add);
            }
            return read;
        }

        public List<ConsumerRecord<byte[], byte[]>> read(int count, Duration atMost) {
            return read(atMost, read -> read.size() >= count);
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
