package io.freshet.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.freshet.model.EventType;
import io.freshet.model.Reason;
import io.freshet.model.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** One type and what becomes of JSON under it; the words of the tests in this package. */
record Transcoding(EventType type, JsonToAvro transcoder) {

    static Transcoding of(EventType type) {
        return new Transcoding(type, JsonToAvro.of(type));
    }

    /** A type with the required string {@code k} for a key, and these fields behind it. */
    static Transcoding withFields(String fields) {
        return ofSchema("""
                {"type":"record","name":"E","freshet.ingest":true,"freshet.key":"k",
                 "fields":[{"name":"k","type":"string"}%s]}""".formatted(fields.isEmpty() ? "" : "," + fields));
    }

    static Transcoding ofSchema(String schema) {
        try {
            return of(EventType.of("test-type", 258, new Schema.Parser().parse(schema)));
        } catch (EventType.InvalidEventTypeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Transcoded read(String json) {
        return read(json.getBytes(UTF_8));
    }

    Transcoded read(byte[] json) {
        try (JsonParser parser = FreshetJson.parser(json, 0, json.length)) {
            try {
                parser.nextToken();
            } catch (IOException e) {
                return new Transcoded.Refused(Reason.MALFORMED_JSON, "", "at the first token", null, false);
            }
            return transcoder.transcode(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Transcoded.Encoded encoded(String json) {
        Transcoded answer = read(json);
        assertThat(answer).isInstanceOf(Transcoded.Encoded.class);
        return (Transcoded.Encoded) answer;
    }

    Transcoded.Refused refused(String json) {
        Transcoded answer = read(json);
        assertThat(answer).isInstanceOf(Transcoded.Refused.class);
        return (Transcoded.Refused) answer;
    }

    /** What Avro's own reader finds in the record value. */
    GenericRecord record(String json) {
        return decode(encoded(json).value());
    }

    GenericRecord decode(byte[] value) {
        assertThat(WireFormat.isFramed(value)).isTrue();
        assertThat(WireFormat.schemaId(value)).isEqualTo(type.schemaId());
        int header = WireFormat.HEADER_BYTES;
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, header, value.length - header, null);
        try {
            GenericRecord read = new GenericDatumReader<GenericRecord>(type.schema()).read(null, decoder);
            assertThat(decoder.isEnd()).isTrue();
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
