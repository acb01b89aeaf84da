package io.freshet.relay.kill;

import io.freshet.model.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Record values in the wire format, by the schemas of {@link FixedRegistry}. */
public final class Samples {
    private Samples() {}

    public static byte[] value(long n) {
        return encode(
                FixedRegistry.ID,
                new GenericRecordBuilder(FixedRegistry.SCHEMA)
                        .set("n", n)
                        .set("text", "row " + n)
                        .build());
    }

    public static byte[] value(String text) {
        return encode(
                FixedRegistry.ID,
                new GenericRecordBuilder(FixedRegistry.SCHEMA)
                        .set("n", 0L)
                        .set("text", text)
                        .build());
    }

    /** Of a schema that nobody may install: its field stands where the row's own {@code _meta} does. */
    public static byte[] withMetaField() {
        return encode(
                FixedRegistry.META_ID,
                new GenericRecordBuilder(FixedRegistry.META_SCHEMA)
                        .set("_meta", "mine")
                        .build());
    }

    private static byte[] encode(int schemaId, GenericRecord record) {
        Schema schema = record.getSchema();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = new byte[WireFormat.HEADER_BYTES];
        WireFormat.writeHeader(header, 0, schemaId);
        out.writeBytes(header);
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
