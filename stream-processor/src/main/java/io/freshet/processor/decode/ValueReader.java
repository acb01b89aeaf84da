package io.freshet.processor.decode;

import io.freshet.processor.declare.FieldType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Turns a decoded Avro datum into the Java form of a field's type. Pure, safe for any number of threads. */
final class ValueReader {
    private static final long DAY = 86_400_000L;

    /** The datum is nothing that the field can be; the writer's schema is of another type. */
    static final class WrongTypeException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongTypeException() {
            super("not of the declared type", null, false, false);
        }
    }

    private ValueReader() {}

    static @Nullable Object read(@Nullable Object datum, Schema schema, FieldType type)
            throws WrongTypeException, CharacterCodingException {
        if (datum == null) {
            return null;
        }
        Schema branch = schema.getType() == Schema.Type.UNION
                ? schema.getTypes().get(GenericData.get().resolveUnion(schema, datum))
                : schema;
        Object value = switch (type) {
            case STRING -> text(datum);
            case LONG -> datum instanceof Integer || datum instanceof Long ? ((Number) datum).longValue() : null;
            case DOUBLE -> number(datum);
            case BOOLEAN -> datum instanceof Boolean ? datum : null;
            case DECIMAL -> decimal(datum, branch);
            case TIMESTAMP -> timestamp(datum, branch.getLogicalType());
        };
        if (value == null) {
            throw new WrongTypeException();
        }
        return value;
    }

    /** Broken UTF-8 must not become replacement characters: two keys could become one. */
    private static @Nullable String text(Object datum) throws CharacterCodingException {
        return switch (datum) {
            case Utf8 utf8 ->
                StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(utf8.getBytes(), 0, utf8.getByteLength()))
                        .toString();
            case String text -> text;
            case GenericData.EnumSymbol symbol -> symbol.toString();
            default -> null;
        };
    }

    private static @Nullable Double number(Object datum) {
        return datum instanceof Float || datum instanceof Double || datum instanceof Integer || datum instanceof Long
                ? (Double) ((Number) datum).doubleValue()
                : null;
    }

    private static @Nullable BigDecimal decimal(Object datum, Schema schema) {
        LogicalTypes.Decimal type = Decimals.in(schema);
        return type == null ? null : Decimals.read(datum, type);
    }

    private static @Nullable Long timestamp(Object datum, @Nullable LogicalType unit) {
        if (!(datum instanceof Integer || datum instanceof Long)) {
            return null;
        }
        long value = ((Number) datum).longValue();
        return switch (unit == null ? "" : unit.getName()) {
            case "timestamp-micros", "local-timestamp-micros" -> Math.floorDiv(value, 1_000L);
            case "timestamp-nanos", "local-timestamp-nanos" -> Math.floorDiv(value, 1_000_000L);
            case "date" -> value * DAY;
            default -> value;
        };
    }
}
