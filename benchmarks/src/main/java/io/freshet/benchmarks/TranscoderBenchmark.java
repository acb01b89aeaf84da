package io.freshet.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.model.WireFormat;
import io.freshet.model.json.AvroToJson;
import io.freshet.model.json.FreshetJson;
import io.freshet.model.json.JsonToAvro;
import io.freshet.model.json.Transcoded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** JSON to Avro and back, one event at a time, as the gateway and the relay do it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TranscoderBenchmark {
    private static final ObjectMapper MAPPER = new ObjectMapper(FreshetJson.factory());

    @Param({"user-activity", "user-activity-sorted", "shop-activity"})
    String event = "";

    private byte[] json = new byte[0];
    private byte[] avro = new byte[0];
    private JsonToAvro toAvro;
    private AvroToJson toJson;
    private TreeToRecord toRecord;
    private GenericRecord record;
    private GenericDatumWriter<GenericRecord> writer;
    private BinaryEncoder encoder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    @Setup
    public void prepare() throws IOException {
        Sample sample = Sample.of(event);
        json = sample.json();
        toAvro = JsonToAvro.of(sample.type());
        toJson = AvroToJson.of(sample.type().schema());
        toRecord = new TreeToRecord(sample.type().schema());
        avro = ((Transcoded.Encoded) transcode()).value();
        record = new GenericDatumReader<GenericRecord>(sample.type().schema())
                .read(null, DecoderFactory.get().binaryDecoder(avro, WireFormat.HEADER_BYTES, avro.length - 5, null));
        writer = new GenericDatumWriter<>(sample.type().schema());
    }

    /** What the product does. */
    @Benchmark
    public Transcoded transcode() throws IOException {
        try (JsonParser parser = FreshetJson.parser(json, 0, json.length)) {
            parser.nextToken();
            return toAvro.transcode(parser);
        }
    }

    /** Lower bound: the parser alone, looking at no value. */
    @Benchmark
    public int tokenise() throws IOException {
        int tokens = 0;
        try (JsonParser parser = FreshetJson.parser(json, 0, json.length)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens++;
            }
        }
        return tokens;
    }

    /** Half of the way at most: Avro's own writer, given a record that somebody else has made. */
    @Benchmark
    public byte[] writeReadyRecord() throws IOException {
        return write(record);
    }

    /** The usual way: Jackson's tree, a generic record of it, Avro's writer. */
    @Benchmark
    public byte[] treeThenRecordThenWrite() throws IOException {
        return write(toRecord.of(MAPPER.readTree(json)));
    }

    /** What the relay does with a record value. */
    @Benchmark
    public int avroToJson() throws IOException, AvroToJson.UndecodableException {
        out.reset();
        try (JsonGenerator generator = FreshetJson.factory().createGenerator(out)) {
            generator.writeStartObject();
            toJson.write(avro, WireFormat.HEADER_BYTES, avro.length, generator);
            generator.writeEndObject();
        }
        return out.size();
    }

    private byte[] write(GenericRecord ready) throws IOException {
        out.reset();
        encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
        writer.write(ready, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
