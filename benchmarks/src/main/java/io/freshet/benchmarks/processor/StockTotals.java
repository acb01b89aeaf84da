package io.freshet.benchmarks.processor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The declared job of the benchmark as one would write it with the stock DSL: the same events, windows, measures, results,
 * guarantee and commit interval. It reads event time from the event and knows nothing of other partitions' time, of dead
 * letters, of late topics or, unless it is told to keep them, of queries for its results.
 */
public final class StockTotals {
    private static final Schema RESULT = SchemaBuilder.record("SaleTotals")
            .fields()
            .requiredString("customer")
            .requiredLong("window_start")
            .requiredLong("window_end")
            .requiredLong("events")
            .requiredLong("amount")
            .endRecord();

    private static final String KEPT = "kept";

    private StockTotals() {}

    /**
     * @param arguments brokers, application id, source, target, state folder, commit interval in milliseconds, cache in bytes, and
     *     whether committed results are read back into a store where they could be asked for
     */
    public static void main(String[] arguments) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, arguments[1]);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, arguments[4]);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, arguments[5]);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, arguments[6]);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        settings.put("auto.offset.reset", "earliest");
        settings.put("producer.compression.type", "lz4");
        KafkaStreams streams =
                new KafkaStreams(topology(arguments[2], arguments[3], Boolean.parseBoolean(arguments[7])), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
        streams.start();
    }

    private static Topology topology(String source, String target, boolean kept) {
        StreamsBuilder builder = new StreamsBuilder();
        Serde<GenericRecord> results = avro(RESULT);
        builder.stream(
                        source,
                        Consumed.with(Serdes.String(), avro(Sales.SCHEMA))
                                .withTimestampExtractor((record, before) ->
                                        record.value() instanceof GenericRecord sale ? (Long) sale.get("at") : before))
                .groupByKey(Grouped.with(Serdes.String(), avro(Sales.SCHEMA)))
                .windowedBy(TimeWindows.ofSizeAndGrace(ProcessorBench.WINDOW, ProcessorBench.GRACE))
                .aggregate(
                        () -> new Total(0, 0),
                        (customer, sale, total) ->
                                new Total(total.events() + 1, total.amount() + (Long) sale.get("amount")),
                        Materialized.<String, Total, WindowStore<Bytes, byte[]>>as("totals")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(new TotalSerde()))
                .toStream()
                .map((window, total) -> {
                    GenericRecord result = new GenericData.Record(RESULT);
                    result.put("customer", window.key());
                    result.put("window_start", window.window().start());
                    result.put("window_end", window.window().end());
                    result.put("events", total.events());
                    result.put("amount", total.amount());
                    return KeyValue.pair(window.key(), result);
                })
                .to(target, Produced.with(Serdes.String(), results));
        if (kept) {
            keep(builder, target);
        }
        return builder.build();
    }

    private static void keep(StreamsBuilder builder, String results) {
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(KEPT), Serdes.String(), Serdes.ByteArray()));
        builder.stream(results, Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .process(Keep::new, KEPT);
    }

    private static final class Keep extends ContextualProcessor<String, byte[], Void, Void> {
        @Override
        public void process(Record<String, byte[]> record) {
            KeyValueStore<String, byte[]> store = context().getStateStore(KEPT);
            Avro value = new Avro(record.value(), 5);
            store.put(value.text() + "@" + value.number(), record.value());
        }
    }

    record Total(long events, long amount) {}

    private static final class TotalSerde extends Serdes.WrapperSerde<Total> {
        TotalSerde() {
            super(
                    (topic, total) -> total == null
                            ? null
                            : ByteBuffer.allocate(2 * Long.BYTES)
                                    .putLong(total.events())
                                    .putLong(total.amount())
                                    .array(),
                    (topic, bytes) -> {
                        if (bytes == null) {
                            return null;
                        }
                        ByteBuffer in = ByteBuffer.wrap(bytes);
                        return new Total(in.getLong(), in.getLong());
                    });
        }
    }

    private static Serde<GenericRecord> avro(Schema schema) {
        return Serdes.serdeFrom(new AvroWriter(schema), new AvroReader(schema));
    }

    /** As the Avro serializers of registries do it, with a schema that is known. */
    private static final class AvroWriter implements Serializer<GenericRecord> {
        private final GenericDatumWriter<GenericRecord> writer;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable BinaryEncoder encoder;

        AvroWriter(Schema schema) {
            this.writer = new GenericDatumWriter<>(schema);
        }

        @Override
        public byte @Nullable [] serialize(String topic, @Nullable GenericRecord record) {
            if (record == null) {
                return null;
            }
            try {
                bytes.reset();
                bytes.write(ByteBuffer.allocate(5).array());
                encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
                writer.write(record, encoder);
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class AvroReader implements Deserializer<GenericRecord> {
        private final GenericDatumReader<GenericRecord> reader;
        private @Nullable BinaryDecoder decoder;

        AvroReader(Schema schema) {
            this.reader = new GenericDatumReader<>(schema);
        }

        @Override
        public @Nullable GenericRecord deserialize(String topic, byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            try {
                decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, decoder);
                return reader.read(null, decoder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
