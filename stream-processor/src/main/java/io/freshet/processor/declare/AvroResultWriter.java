package io.freshet.processor.declare;

import io.freshet.model.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** See {@link ResultWriter}. */
final class AvroResultWriter implements ResultWriter {
    private final Schema schema;
    private final byte[] header = new byte[WireFormat.HEADER_BYTES];
    private final GenericDatumWriter<GenericRecord> datums;

    AvroResultWriter(Schema schema, int schemaId) {
        this.schema = schema;
        this.datums = new GenericDatumWriter<>(schema);
        WireFormat.writeHeader(header, 0, schemaId);
    }

    @Override
    public byte[] write(List<? extends @Nullable Object> values) {
        GenericRecord result = new GenericData.Record(schema);
        for (int i = 0; i < values.size(); i++) {
            result.put(i, avro(values.get(i), schema.getFields().get(i).schema()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            bytes.write(header);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            datums.write(result, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private static @Nullable Object avro(@Nullable Object value, Schema type) {
        return switch (value) {
            case BigDecimal decimal -> {
                int scale = ((LogicalTypes.Decimal) notNull(type).getLogicalType()).getScale();
                yield ByteBuffer.wrap(decimal.setScale(scale, RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .toByteArray());
            }
            case String text
            when notNull(type).getType() == Schema.Type.ENUM -> new GenericData.EnumSymbol(notNull(type), text);
            case null, default -> value;
        };
    }

    private static Schema notNull(Schema type) {
        return type.getType() != Schema.Type.UNION
                ? type
                : type.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow();
    }
}
