package io.freshet.benchmarks.processor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The events of the benchmark, as the gateway writes them: a key, Avro behind a schema id, CloudEvents headers.
 *
 * @param schemaId that the registry gave {@link #SCHEMA}
 */
record Sales(String bootstrap, int schemaId) {
    /** Of all topics of events; a sale is some 25 bytes. */
    static final Schema SCHEMA = SchemaBuilder.record("Sale")
            .namespace("io.freshet.benchmarks")
            .prop("freshet.ingest", true)
            .prop("freshet.key", "customer")
            .prop("freshet.time", "at")
            .fields()
            .requiredString("customer")
            .requiredLong("amount")
            .requiredLong("at")
            .endRecord();

    /** Event time of the first; a multiple of every window's size. */
    static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private static final int MOST_BYTES = 64;

    /**
     * Which customers come how often.
     *
     * @param hot the share of the events, from 0 to 1, that the first customer has
     */
    record Customers(int count, double hot) {
        String next(Random random) {
            int number = random.nextDouble() < hot ? 0 : random.nextInt(count);
            return "customer-" + number;
        }
    }

    /** Writes so many, a millisecond of event time apart, as fast as it goes; waits until all are acknowledged. */
    void write(String topic, int count, Customers customers) {
        Random random = new Random(7);
        try (KafkaProducer<byte[], byte[]> producer = producer(50)) {
            for (int i = 0; i < count; i++) {
                send(producer, topic, customers.next(random), BEGIN + i);
            }
        }
    }

    /** Writes them when they are due, with the time at which they are. Returns when the last is acknowledged. */
    void writeAtRate(String topic, double perSecond, int seconds, Customers customers) {
        Random random = new Random(7);
        long start = System.nanoTime();
        long count = (long) (perSecond * seconds);
        try (KafkaProducer<byte[], byte[]> producer = producer(5)) {
            for (long i = 0; i < count; i++) {
                long due = start + (long) (i * 1e9 / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
                }
                send(producer, topic, customers.next(random), System.currentTimeMillis());
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer(int linger) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "linger.ms",
                        linger,
                        "batch.size",
                        128 * 1024,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String topic, String customer, long at) {
        byte[] key = customer.getBytes(StandardCharsets.UTF_8);
        ByteBuffer value = ByteBuffer.allocate(MOST_BYTES).put((byte) 0).putInt(schemaId);
        number(value, key.length);
        value.put(key);
        number(value, at % 1_000);
        number(value, at);
        byte[] bytes = new byte[value.position()];
        value.flip().get(bytes);
        String time = Instant.ofEpochMilli(at).toString();
        RecordHeaders headers = new RecordHeaders();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", Long.toHexString(at) + customer);
        header(headers, "ce_source", "/benchmark");
        header(headers, "ce_type", topic);
        header(headers, "ce_time", time);
        header(headers, "ce_subject", customer);
        header(headers, "received_at", time);
        header(headers, "freshet_time", "ok");
        var unused = producer.send(new ProducerRecord<>(topic, null, null, key, bytes, headers));
    }

    /** Avro's variable-length numbers. */
    private static void number(ByteBuffer out, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static void header(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
