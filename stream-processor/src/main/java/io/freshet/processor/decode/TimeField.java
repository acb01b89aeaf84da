package io.freshet.processor.decode;

import io.freshet.model.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Reads one time out of Avro records, by the schema that each was written with. One per stream task; not safe for several threads. */
public final class TimeField {
    private static final int MAX_SCHEMAS = 256;

    private final WriterSchemas schemas;
    private final String name;
    private final Map<Integer, Optional<GenericDatumReader<GenericRecord>>> readers = new HashMap<>();

    public TimeField(WriterSchemas schemas, String name) {
        this.schemas = schemas;
        this.name = name;
    }

    /**
     * Milliseconds since the epoch; empty where the bytes have no such time. May wait for the registry.
     *
     * @throws WriterSchemas.RegistryUnavailableException when the registry gives no answer in time
     */
    public OptionalLong of(byte[] framed) {
        if (!WireFormat.isFramed(framed)) {
            return OptionalLong.empty();
        }
        return reader(WireFormat.schemaId(framed))
                .map(reader -> read(reader, framed))
                .orElse(OptionalLong.empty());
    }

    private OptionalLong read(GenericDatumReader<GenericRecord> reader, byte[] framed) {
        try {
            int length = framed.length - WireFormat.HEADER_BYTES;
            GenericRecord record = reader.read(
                    null,
                    new LengthCheckedDecoder(
                            DecoderFactory.get().binaryDecoder(framed, WireFormat.HEADER_BYTES, length, null), length));
            return record.get(name) instanceof Long time ? OptionalLong.of(time) : OptionalLong.empty();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return OptionalLong.empty();
        }
    }

    private Optional<GenericDatumReader<GenericRecord>> reader(int id) {
        Optional<GenericDatumReader<GenericRecord>> known = readers.get(id);
        if (known != null) {
            return known;
        }
        Optional<GenericDatumReader<GenericRecord>> made =
                schemas.byId(id).filter(this::hasTime).map(this::reader);
        if (readers.size() < MAX_SCHEMAS) {
            readers.put(id, made);
        }
        return made;
    }

    /** Steps over all other fields instead of making them. */
    private GenericDatumReader<GenericRecord> reader(Schema writer) {
        Schema alone = Schema.createRecord(writer.getName(), null, writer.getNamespace(), false);
        alone.setFields(List.of(new Schema.Field(name, writer.getField(name).schema())));
        return new GenericDatumReader<>(writer, alone);
    }

    private boolean hasTime(Schema schema) {
        return schema.getType() == Schema.Type.RECORD && schema.getField(name) != null;
    }
}
