package io.freshet.relay.encode;

import com.fasterxml.jackson.core.JsonFactory;
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

/** Writes the rows of one file, one at a time, into a buffer. One thread. */
final class RowWriter {
    /** What a VARIANT takes. */
    static final int MAX_ROW_BYTES = 16 << 20;

    private static final JsonFactory JSON = new JsonFactory();

    private final Origin origin;
    private final Format format;
    private final Transcoders transcoders;
    private final RowBuffer row;

    RowWriter(Origin origin, Format format, Transcoders transcoders) {
        this(origin, format, transcoders, MAX_ROW_BYTES);
    }

    RowWriter(Origin origin, Format format, Transcoders transcoders, int maxRowBytes) {
        this.origin = origin;
        this.format = format;
        this.transcoders = transcoders;
        this.row = new RowBuffer(maxRowBytes);
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
        begin();
        try (JsonGenerator json = JSON.createGenerator(row)) {
            json.writeStartObject();
            JsonFields.write(value, json);
            end(record, List.of(), json);
        }
        finish();
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
        begin();
        try (JsonGenerator json = JSON.createGenerator(row)) {
            json.writeStartObject();
            json.writeObjectFieldStart("value");
            json.writeBinaryField("b64", value);
            json.writeEndObject();
            end(record, flags, json);
        }
        finish();
    }

    private void writeNull(SourceRecord record, List<String> flags) throws IOException {
        begin();
        try (JsonGenerator json = JSON.createGenerator(row)) {
            json.writeStartObject();
            json.writeNullField("value");
            end(record, flags, json);
        }
        finish();
    }

    private void writeAvro(SourceRecord record, byte[] value, AvroToJson transcoder)
            throws IOException, UndecodableException {
        begin();
        try (JsonGenerator json = JSON.createGenerator(row)) {
            json.writeStartObject();
            AvroToJson.Changes changes = transcoder.write(value, WireFormat.HEADER_BYTES, value.length, json);
            end(record, changes.notFinite() > 0 ? List.of("not-finite") : List.of(), json);
        }
        finish();
    }

    private void begin() {
        row.clear();
    }

    private void end(SourceRecord record, List<String> flags, JsonGenerator json) throws IOException {
        MetaWriter.write(origin, record, flags, json);
        json.writeEndObject();
    }

    private void finish() throws IOException {
        StrictJson.check(row.bytes(), row.length());
        row.write('\n');
    }

    private static String message(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
