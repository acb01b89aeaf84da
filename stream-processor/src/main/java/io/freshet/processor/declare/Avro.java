package io.freshet.processor.declare;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro's schemas of what jobs write. */
final class Avro {
    private Avro() {}

    static Schema of(FieldType type, int scale) {
        return switch (type) {
            case STRING -> Schema.create(Schema.Type.STRING);
            case LONG -> Schema.create(Schema.Type.LONG);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case DECIMAL ->
                LogicalTypes.decimal(Numbers.MAX_PRECISION, scale).addToSchema(Schema.create(Schema.Type.BYTES));
            case TIMESTAMP -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        };
    }

    static Schema of(Field field) {
        Schema schema = of(field.type(), field.scale());
        return field.nullable() ? nullable(schema) : schema;
    }

    static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    static Schema texts() {
        return Schema.createArray(Schema.create(Schema.Type.STRING));
    }
}
