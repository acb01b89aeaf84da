package io.freshet.model.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** From a schema to the writers of its values. A schema that names itself gets a writer that does the same. */
final class WriterCompiler {
    private final IdentityHashMap<Schema, RecordWriter> records = new IdentityHashMap<>();

    Fields fields(Schema record) {
        List<Fields.Field> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            fields.add(new Fields.Field(field.name(), compile(field.schema()), absent(field)));
        }
        return new Fields(fields);
    }

    ValueWriter compile(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> new NumberWriters.OfNull();
            case BOOLEAN -> new NumberWriters.OfBoolean();
            case INT, LONG -> integer(schema);
            case FLOAT -> new NumberWriters.OfFraction(false);
            case DOUBLE -> new NumberWriters.OfFraction(true);
            case STRING -> isUuid(schema) ? new TextWriters.OfUuid(false) : new TextWriters.OfString();
            case ENUM -> new TextWriters.OfEnum(schema.getEnumSymbols());
            case BYTES, FIXED -> binary(schema);
            case ARRAY -> new ArrayWriter(compile(schema.getElementType()));
            case MAP -> new MapWriter(compile(schema.getValueType()));
            case UNION ->
                new UnionWriter(
                        schema, schema.getTypes().stream().map(this::compile).toList());
            case RECORD -> record(schema);
        };
    }

    private ValueWriter record(Schema schema) {
        RecordWriter known = records.get(schema);
        if (known != null) {
            return known;
        }
        RecordWriter writer = new RecordWriter();
        records.put(schema, writer);
        writer.fill(fields(schema));
        return writer;
    }

    private static ValueWriter integer(Schema schema) {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.Date) {
            return new TimeWriters.OfDate();
        }
        if (type instanceof LogicalTypes.TimeMillis || type instanceof LogicalTypes.TimeMicros) {
            return new TimeWriters.OfTime(type instanceof LogicalTypes.TimeMillis ? 1_000 : 1_000_000);
        }
        long perSecond = Timestamps.perSecond(schema);
        if (perSecond > 0) {
            return new TimeWriters.OfTimestamp(perSecond, Timestamps.isZoned(schema));
        }
        return schema.getType() == Schema.Type.INT
                ? new NumberWriters.OfInteger(Integer.MIN_VALUE, Integer.MAX_VALUE, "an integer")
                : new NumberWriters.OfInteger(Long.MIN_VALUE, Long.MAX_VALUE, "an integer");
    }

    private static ValueWriter binary(Schema schema) {
        boolean fixed = schema.getType() == Schema.Type.FIXED;
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return fixed
                    ? DecimalWriter.ofFixed(decimal.getPrecision(), decimal.getScale(), schema.getFixedSize())
                    : DecimalWriter.ofBytes(decimal.getPrecision(), decimal.getScale());
        }
        if (isUuid(schema)) {
            return new TextWriters.OfUuid(true);
        }
        return fixed ? new TextWriters.OfBase64(schema.getFixedSize()) : new TextWriters.OfBase64();
    }

    private static boolean isUuid(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Uuid;
    }

    /** The default, or null where the union has it: a sender who leaves out what may be null says null. */
    private static byte @Nullable [] absent(Schema.Field field) {
        if (field.hasDefaultValue()) {
            return encode(field.schema(), GenericData.get().getDefaultValue(field));
        }
        return field.schema().isNullable() ? encode(field.schema(), null) : null;
    }

    private static byte[] encode(Schema schema, @Nullable Object datum) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
