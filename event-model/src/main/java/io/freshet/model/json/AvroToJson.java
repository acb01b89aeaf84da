package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * Writes Avro as JSON that Snowflake's casts understand, deterministically: fields in schema order, decimals exact (as strings
 * beyond 38 digits), timestamps ISO-8601 with {@code Z}, bytes base64. Compiled once per writer schema; immutable; any number of
 * threads. Corrupt bytes cost no more than good ones: nothing is allocated by a length that the bytes only claim.
 */
public final class AvroToJson {
    private final JsonWriter value;

    private AvroToJson(JsonWriter value) {
        this.value = value;
    }

    public static AvroToJson of(Schema writer) {
        return new AvroToJson(new JsonWriterCompiler().compile(writer));
    }

    /**
     * Writes the fields of one record into the object that {@code out} has open; a schema that is no record is written as the one
     * field {@code value}.
     *
     * @param avro Avro binary from {@code from} to {@code to} (exclusive), without the wire format's header
     * @return what had to be changed on the way
     * @throws UndecodableException when the bytes are not what the schema says; {@code out} may hold a part by then
     */
    public Changes write(byte[] avro, int from, int to, JsonGenerator out) throws IOException, UndecodableException {
        Objects.checkFromToIndex(from, to, avro.length);
        AvroInput in = new AvroInput(avro, from, to);
        if (value instanceof JsonWriter.OfRecord record) {
            record.writeFields(in, out);
        } else {
            out.writeFieldName("value");
            value.write(in, out);
        }
        if (!in.isAtEnd()) {
            throw new UndecodableException(in.remaining() + " bytes are left after the value");
        }
        return in.notFinite == 0 ? Changes.NONE : new Changes(in.notFinite);
    }

    /** @param notFinite how many NaN or infinite numbers were written as null */
    public record Changes(int notFinite) {
        public static final Changes NONE = new Changes(0);
    }

    /** The bytes are not Avro of the given schema. */
    public static final class UndecodableException extends Exception {
        private static final long serialVersionUID = 1L;

        public UndecodableException(String message) {
            super(message);
        }
    }
}
