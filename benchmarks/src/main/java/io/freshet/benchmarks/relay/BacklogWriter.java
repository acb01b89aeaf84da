package io.freshet.benchmarks.relay;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events as the gateway does, in one transaction, so that they appear to the relay all at once. */
final class BacklogWriter implements AutoCloseable {
    private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "JP", "BR", "IN", "GB", "SE");
    private static final List<String> ACTIONS = List.of("view", "click", "scroll", "search", "purchase");
    private static final long BEGAN = 1_763_600_000_000L;

    private final Schema schema = BuiltInTypes.get(BuiltInTypes.USER_ACTIVITY).schema();
    private final int schemaId;
    private final KafkaProducer<byte[], byte[]> producer;

    /** A transaction that is written and not committed. */
    interface Pending extends AutoCloseable {
        void appear();

        @Override
        default void close() {}
    }

    BacklogWriter(String bootstrap, int schemaId) {
        this.schemaId = schemaId;
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrap);
        config.put("transactional.id", "backlog");
        config.put("transaction.timeout.ms", 600_000);
        config.put("linger.ms", 20);
        config.put("batch.size", 256 << 10);
        config.put("compression.type", "lz4");
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** @param padding bytes by which the page's address is longer */
    Pending write(String topic, int partitions, int records, int padding) throws IOException {
        Random chance = new Random(topic.hashCode());
        producer.beginTransaction();
        for (int n = 0; n < records; n++) {
            String user = "u" + chance.nextInt(20_000);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic, n % partitions, user.getBytes(StandardCharsets.UTF_8), value(n, user, padding, chance));
            describe(record.headers(), n);
            producer.send(record);
        }
        producer.flush();
        return producer::commitTransaction;
    }

    private byte[] value(int n, String user, int padding, Random chance) throws IOException {
        GenericRecord event = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            switch (field.name()) {
                case "timestamp" -> event.put(field.pos(), BEGAN + n);
                case "user_id" -> event.put(field.pos(), user);
                case "action" -> event.put(field.pos(), action(field.schema(), chance));
                case "page" -> event.put(field.pos(), "/p/" + chance.nextInt(5_000) + filler(padding, chance));
                case "country" -> event.put(field.pos(), COUNTRIES.get(chance.nextInt(COUNTRIES.size())));
                default -> event.put(field.pos(), GenericData.get().getDefaultValue(field));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = new byte[WireFormat.HEADER_BYTES];
        WireFormat.writeHeader(header, 0, schemaId);
        out.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(event, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Object action(Schema schema, Random chance) {
        return schema.getType() == Schema.Type.ENUM
                ? new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(chance.nextInt(schema.getEnumSymbols().size())))
                : ACTIONS.get(chance.nextInt(ACTIONS.size()));
    }

    private static String filler(int padding, Random chance) {
        StringBuilder text = new StringBuilder();
        while (text.length() < padding) {
            text.append("&q").append(Integer.toString(chance.nextInt(1 << 20), 36));
        }
        return text.toString();
    }

    private static void describe(Headers headers, int n) {
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", "018f3a1e-7c1d-7000-8000-" + String.format("%012d", n));
        add(headers, "ce_source", "/bench");
        add(headers, "ce_type", BuiltInTypes.USER_ACTIVITY);
        add(headers, "ce_time", "2026-11-20T08:00:00.000Z");
        add(headers, "received_at", "2026-11-20T08:00:00.120Z");
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
