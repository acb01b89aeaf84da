package io.freshet.cli.send;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a text cell stands for in JSON, by the schema of its field. */
enum CellType {
    TEXT,
    NUMBER,
    BOOLEAN,
    TIME,
    /** An array, a map or a record: JSON inside the cell. */
    NESTED;

    static CellType of(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> ofUnion(schema);
            case INT, FLOAT, DOUBLE -> NUMBER;
            case LONG -> isInstant(schema.getLogicalType()) ? TIME : NUMBER;
            case BYTES, FIXED -> schema.getLogicalType() instanceof LogicalTypes.Decimal ? NUMBER : TEXT;
            case BOOLEAN -> BOOLEAN;
            case RECORD, MAP, ARRAY -> NESTED;
            default -> TEXT;
        };
    }

    /** The first branch that is not null decides; a string anywhere takes every cell as it stands. */
    private static CellType ofUnion(Schema union) {
        CellType first = TEXT;
        boolean found = false;
        for (Schema branch : union.getTypes()) {
            if (branch.getType() == Schema.Type.STRING) {
                return TEXT;
            }
            if (branch.getType() != Schema.Type.NULL && !found) {
                first = of(branch);
                found = true;
            }
        }
        return first;
    }

    private static boolean isInstant(LogicalType logical) {
        return logical instanceof LogicalTypes.TimestampMillis
                || logical instanceof LogicalTypes.TimestampMicros
                || logical instanceof LogicalTypes.TimestampNanos;
    }
}
