package io.freshet.relay.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.model.Reason;
import io.freshet.model.WireFormat;
import io.freshet.model.json.AvroToJson;
import io.freshet.model.json.AvroToJson.UndecodableException;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.encode.Encoding.Poison;
import io.freshet.relay.encode.Encoding.SchemaUnavailable;
import io.freshet.relay.encode.RowBuffer.RowTooLargeException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one file, one at a time, into a buffer. One thread. */
final class RowWriter {
    /** What a VARIANT takes. */
    static final int MAX_ROW_BYTES = 16 << 20;

    /** Nothing between two rows: whoever writes them puts the newline. */
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private final Format format;
    private final Transcoders transcoders;
    private final RowBuffer row = new RowBuffer(MAX_ROW_BYTES);
    private final StrictJson strict = new StrictJson();
    private final MetaWriter meta;
    private @Nullable JsonGenerator generator;

    RowWriter(Origin origin, Format format, Transcoders transcoders) throws IOException {
        this.format = format;
        this.transcoders = transcoders;
        this.meta = new MetaWriter(origin);
    }

    RowBuffer row() {
        return row;
    }

    /** The schema is not to be had now. */
    static final class SchemaMissingException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient SchemaUnavailable missing;

        SchemaMissingException(SchemaUnavailable missing) {
            super(missing.why());
            this.missing = missing;
        }

        SchemaUnavailable missing() {
            return missing;
        }
    }

    /** Writes the row and a newline to {@link #row()}; or says why there is none. */
    Optional<Poison> write(SourceRecord record) throws SchemaMissingException {
        byte[] value = record.value();
        try {
            if (value == null) {
                writeNull(record, List.of("tombstone"));
                return Optional.empty();
            }
            return switch (format.form()) {
                case AVRO -> avro(record, value);
                case JSON -> json(record, value);
                case BYTES -> bytes(record, value);
            };
        } catch (RowTooLargeException e) {
            return Optional.of(new Poison(record, Reason.ROW_TOO_LARGE, message(e)));
        } catch (UndecodableException | IOException e) {
            return Optional.of(new Poison(record, Reason.UNDECODABLE_RECORD, message(e)));
        }
    }

    private Optional<Poison> avro(SourceRecord record, byte[] value)
            throws IOException, UndecodableException, SchemaMissingException {
        if (!WireFormat.isFramed(value)) {
            return Optional.of(
                    new Poison(record, Reason.UNDECODABLE_RECORD, "no schema id in front: not the wire format"));
        }
        int schemaId = WireFormat.schemaId(value);
        Optional<AvroToJson> transcoder = transcoders.byId(schemaId);
        if (transcoder.isEmpty()) {
            return Optional.of(new Poison(
                    record, Reason.UNDECODABLE_RECORD, "the registry knows no Avro schema with id " + schemaId));
        }
        writeAvro(record, value, transcoder.get());
        return Optional.empty();
    }

    private Optional<Poison> json(SourceRecord record, byte[] value) throws IOException {
        JsonGenerator json = begin();
        JsonFields.write(value, json);
        finish(record, List.of(), json);
        return Optional.empty();
    }

    private Optional<Poison> bytes(SourceRecord record, byte[] value) throws IOException {
        writeBase64(record, value, List.of());
        return Optional.empty();
    }

    /**
     * The row of a record that cannot go to {@code events.rejected} because it came from there: its bytes in base64, or their
     * number where even those are too many.
     */
    void writeUndecoded(SourceRecord record, Poison poison) throws IOException {
        byte[] value = record.value();
        List<String> flags = List.of(poison.reason().slug());
        if (value == null) {
            writeNull(record, flags);
            return;
        }
        try {
            writeBase64(record, value, flags);
        } catch (RowTooLargeException e) {
            writeNull(record, flags);
        }
    }

    private void writeBase64(SourceRecord record, byte[] value, List<String> flags) throws IOException {
        JsonGenerator json = begin();
        json.writeObjectFieldStart("value");
        json.writeBinaryField("b64", value);
        json.writeEndObject();
        finish(record, flags, json);
    }

    private void writeNull(SourceRecord record, List<String> flags) throws IOException {
        JsonGenerator json = begin();
        json.writeNullField("value");
        finish(record, flags, json);
    }

    private void writeAvro(SourceRecord record, byte[] value, AvroToJson transcoder)
            throws IOException, UndecodableException {
        JsonGenerator json = begin();
        AvroToJson.Changes changes = transcoder.write(value, WireFormat.HEADER_BYTES, value.length, json);
        finish(record, changes.notFinite() > 0 ? List.of("not-finite") : List.of(), json);
    }

    /** An object that is open. The generator serves row after row, and is let go while one is under way: it may break in the middle. */
    private JsonGenerator begin() throws IOException {
        row.clear();
        JsonGenerator json = generator == null ? JSON.createGenerator(row) : generator;
        generator = null;
        json.writeStartObject();
        return json;
    }

    private void finish(SourceRecord record, List<String> flags, JsonGenerator json) throws IOException {
        json.writeEndObject();
        json.flush();
        generator = json;
        boolean sure = strict.isSure(row.bytes(), row.length());
        row.back();
        if (row.length() > 1) {
            row.write(',');
        }
        meta.write(record, flags, row);
        row.write('}');
        if (!sure) {
            StrictJson.check(row.bytes(), row.length());
        }
        row.write('\n');
    }

    private static String message(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
