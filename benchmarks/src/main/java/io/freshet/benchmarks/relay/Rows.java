package io.freshet.benchmarks.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.model.EventHeaders;
import io.freshet.model.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Events of the built-in type user-activity as the gateway writes them: Avro, with all its headers and its producer's settings. */
final class Rows {
    static final String TYPE = "user-activity";
    private static final int USERS = 10_000;
    private static final int PAGES = 50_000;
    private static final int ACTIONS = 5;
    private static final List<String> COUNTRIES = List.of("CH", "DE", "FR", "IT", "US", "PL", "SE", "JP");
    private static final List<String> WORDS = List.of(
            "harbour", "lamp", "seven", "quiet", "copper", "river", "under", "glass", "winter", "paper", "field",
            "stone");

    private final String bootstrap;
    private final int schemaId;
    private final Random random = new Random(11);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Rows(String bootstrap, int schemaId) {
        this.bootstrap = bootstrap;
        this.schemaId = schemaId;
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        5,
                        "batch.size",
                        32_768),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Fills a topic.
     *
     * @param valueBytes of each record, about; the schema's own size when smaller
     * @throws IOException unless all of them were acknowledged
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback counts
    void fill(String topic, int partitions, long count, int valueBytes) throws IOException {
        AtomicLong acknowledged = new AtomicLong();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (long n = 0; n < count; n++) {
                producer.send(next(topic, (int) (n % partitions), valueBytes), (at, failure) -> {
                    if (failure == null) {
                        acknowledged.incrementAndGet();
                    }
                });
            }
        }
        if (acknowledged.get() != count) {
            throw new IOException(acknowledged + " of " + count + " records were acknowledged");
        }
    }

    /** Sends one; from one thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
    void send(KafkaProducer<byte[], byte[]> producer, String topic, int partition, Callback then) throws IOException {
        producer.send(next(topic, partition, 0), then);
    }

    private ProducerRecord<byte[], byte[]> next(String topic, int partition, int valueBytes) throws IOException {
        Instant now = Instant.now();
        byte[] user = "user-%05d".formatted(random.nextInt(USERS)).getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> row =
                new ProducerRecord<>(topic, partition, user, value(user, now.toEpochMilli(), valueBytes));
        header(row, EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_1);
        header(row, EventHeaders.ID, new UUID(random.nextLong(), random.nextLong()).toString());
        header(row, EventHeaders.SOURCE, EventHeaders.DEFAULT_SOURCE);
        header(row, EventHeaders.TYPE, TYPE);
        header(row, EventHeaders.TIME, now.toString());
        header(row, EventHeaders.CONTENT_TYPE, EventHeaders.AVRO);
        header(row, EventHeaders.RECEIVED_AT, now.toString());
        header(row, EventHeaders.TIME_FLAG, "ok");
        row.headers().add(EventHeaders.SUBJECT, user);
        return row;
    }

    private static void header(ProducerRecord<byte[], byte[]> row, String name, String value) {
        row.headers().add(name, value.getBytes(UTF_8));
    }

    private byte[] value(byte[] user, long time, int valueBytes) throws IOException {
        byte[] frame = new byte[WireFormat.HEADER_BYTES];
        WireFormat.writeHeader(frame, 0, schemaId);
        bytes.reset();
        bytes.write(frame);
        BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(bytes, null);
        avro.writeLong(time);
        avro.writeBytes(user);
        avro.writeEnum(random.nextInt(ACTIONS));
        avro.writeIndex(1);
        avro.writeString(page(valueBytes - 40));
        avro.writeIndex(1);
        avro.writeString(COUNTRIES.get(random.nextInt(COUNTRIES.size())));
        avro.flush();
        return bytes.toByteArray();
    }

    private String page(int length) {
        StringBuilder page = new StringBuilder("/products/").append(random.nextInt(PAGES));
        while (page.length() < length) {
            page.append(page.indexOf("?") < 0 ? '?' : '&')
                    .append(WORDS.get(random.nextInt(WORDS.size())))
                    .append('=')
                    .append(random.nextInt(1_000_000));
        }
        return page.toString();
    }
}
