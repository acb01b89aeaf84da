package io.freshet.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** From Jackson's tree to a generic record, as one would write it by hand: enough for the measured events, with few checks. */
final class TreeToRecord {
    private final Schema schema;

    TreeToRecord(Schema schema) {
        this.schema = schema;
    }

    GenericRecord of(JsonNode tree) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), tree.get(field.name())));
        }
        return record;
    }

    private static @Nullable Object value(Schema schema, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return switch (schema.getType()) {
            case UNION -> value(schema.getTypes().get(1), node);
            case STRING -> node.textValue();
            case ENUM -> new GenericData.EnumSymbol(schema, node.textValue());
            case LONG -> schema.getLogicalType() == null ? (Object) node.longValue() : millis(node);
            case BYTES -> decimal(schema, node);
            default -> throw new IllegalArgumentException(schema.toString());
        };
    }

    private static Object millis(JsonNode node) {
        return Instant.parse(node.textValue()).toEpochMilli();
    }

    private static Object decimal(Schema schema, JsonNode node) {
        int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
        BigDecimal value = node.decimalValue().setScale(scale);
        return ByteBuffer.wrap(value.unscaledValue().toByteArray());
    }
}
