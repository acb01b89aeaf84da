package io.freshet.relay.kill;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.model.WireFormat;
import io.freshet.relay.kill.World.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a topic holds, read with a plain consumer and Avro's own reader, and the rows of it read with neither. */
final class Truth {
    private Truth() {}

    /** What a record says. */
    record Content(long n, String text) {
        static Content of(JsonNode row) {
            return new Content(row.get("n").asLong(), row.get("text").asText());
        }
    }

    /** Every committed record of the topic. */
    static Map<Place, Content> of(World world, String topic, int partitions) throws Exception {
        String topicId = world.topicId(topic);
        Map<Place, Content> truth = new HashMap<>();
        each(
                world,
                topic,
                partitions,
                record -> truth.put(
                        new Place(topic, topicId, record.partition(), record.offset()), content(record.value())));
        return truth;
    }

    /** How many committed records the topic has, whatever is in them. */
    static int size(World world, String topic, int partitions) {
        AtomicInteger size = new AtomicInteger();
        each(world, topic, partitions, record -> size.incrementAndGet());
        return size.get();
    }

    private static void each(World world, String topic, int partitions, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", world.kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(n -> new TopicPartition(topic, n))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (!all.stream().allMatch(one -> consumer.position(one) >= ends.get(one))) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    private static Content content(byte[] value) {
        int header = WireFormat.HEADER_BYTES;
        try {
            GenericRecord record = new GenericDatumReader<GenericRecord>(FixedRegistry.SCHEMA)
                    .read(null, DecoderFactory.get().binaryDecoder(value, header, value.length - header, null));
            return new Content((Long) record.get("n"), record.get("text").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
