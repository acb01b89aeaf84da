package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** From a schema to the writers of its values. */
final class JsonWriterCompiler {
    /** A foreign schema may claim any scale; beyond this a decimal stays the bytes that it is. */
    private static final int MAX_SCALE = 1_000;

    private final IdentityHashMap<Schema, JsonWriter.OfRecord> records = new IdentityHashMap<>();

    JsonWriter compile(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> (in, out) -> out.writeNull();
            case BOOLEAN -> (in, out) -> out.writeBoolean(in.readBoolean());
            case INT, LONG -> integer(schema);
            case FLOAT -> (in, out) -> writeFloat(Float.intBitsToFloat(in.readIntBits()), in, out);
            case DOUBLE -> (in, out) -> writeDouble(Double.longBitsToDouble(in.readLongBits()), in, out);
            case STRING -> JsonText::writeString;
            case ENUM -> enumeration(schema);
            case BYTES -> bytes(schema);
            case FIXED -> fixed(schema);
            case ARRAY -> new JsonWriter.OfArray(compile(schema.getElementType()));
            case MAP -> new JsonWriter.OfMap(compile(schema.getValueType()));
            case UNION ->
                new JsonWriter.OfUnion(
                        schema.getTypes().stream().map(this::compile).toList());
            case RECORD -> record(schema);
        };
    }

    JsonWriter.OfRecord record(Schema schema) {
        JsonWriter.OfRecord known = records.get(schema);
        if (known != null) {
            return known;
        }
        JsonWriter.OfRecord writer = new JsonWriter.OfRecord();
        records.put(schema, writer);
        List<JsonWriter.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(new JsonWriter.Field(new SerializedString(field.name()), compile(field.schema())));
        }
        writer.fill(fields);
        return writer;
    }

    private static JsonWriter integer(Schema schema) {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.Date) {
            return (in, out) -> JsonText.writeDate(in.readInt(), out);
        }
        if (type instanceof LogicalTypes.TimeMillis) {
            return (in, out) -> JsonText.writeTime(in.readInt(), 1_000, out);
        }
        if (type instanceof LogicalTypes.TimeMicros) {
            return (in, out) -> JsonText.writeTime(in.readLong(), 1_000_000, out);
        }
        long perSecond = Timestamps.perSecond(schema);
        if (perSecond > 0) {
            boolean zoned = Timestamps.isZoned(schema);
            return (in, out) -> JsonText.writeTimestamp(in.readLong(), perSecond, zoned, out);
        }
        return schema.getType() == Schema.Type.INT
                ? (in, out) -> out.writeNumber(in.readInt())
                : (in, out) -> out.writeNumber(in.readLong());
    }

    private static JsonWriter enumeration(Schema schema) {
        SerializedString[] symbols =
                schema.getEnumSymbols().stream().map(SerializedString::new).toArray(SerializedString[]::new);
        return (in, out) -> out.writeString(symbols[in.readIndex(symbols.length)]);
    }

    private static JsonWriter bytes(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal && decimal.getScale() <= MAX_SCALE) {
            int scale = decimal.getScale();
            return (in, out) -> JsonText.writeDecimal(in, in.readLength(), scale, out);
        }
        return (in, out) -> {
            int length = in.readLength();
            out.writeBinary(in.bytes, in.skip(length), length);
        };
    }

    private static JsonWriter fixed(Schema schema) {
        int size = schema.getFixedSize();
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal && decimal.getScale() <= MAX_SCALE) {
            int scale = decimal.getScale();
            return (in, out) -> JsonText.writeDecimal(in, size, scale, out);
        }
        if (schema.getLogicalType() instanceof LogicalTypes.Uuid && size == 16) {
            return (in, out) -> JsonText.writeUuid(in.bytes, in.skip(size), out);
        }
        return (in, out) -> out.writeBinary(in.bytes, in.skip(size), size);
    }

    private static void writeDouble(double value, AvroInput in, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            in.notFinite++;
            out.writeNull();
        }
    }

    private static void writeFloat(float value, AvroInput in, JsonGenerator out) throws IOException {
        if (Float.isFinite(value)) {
            out.writeNumber(value);
        } else {
            in.notFinite++;
            out.writeNull();
        }
    }
}
