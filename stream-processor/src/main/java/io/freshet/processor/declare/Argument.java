package io.freshet.processor.declare;

import io.freshet.model.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a measure takes of a row: a value, where its condition holds.
 *
 * @param slot of the value; -1 for none
 * @param condition slot of a BOOLEAN; -1 for none
 */
record Argument(int slot, Field field, int condition) {
    /** Of a text that is kept in a state. */
    static final int MAX_TEXT_BYTES = 8 * 1024;

    private static final Field NONE = new Field("", FieldType.BOOLEAN, 0, false);

    static Argument ofCount(int condition) {
        return new Argument(-1, NONE, condition);
    }

    boolean holds(Row row) {
        return condition < 0 || Boolean.TRUE.equals(row.get(condition));
    }

    /** Null when the condition does not hold, the value is null, or it is a number that is none. */
    @Nullable
    Object value(Row row) {
        return holds(row) ? Numbers.plain(row.get(slot)) : null;
    }

    /** Whether every event gives a value. */
    boolean always() {
        return condition < 0 && !field.nullable() && field.type() != FieldType.DOUBLE;
    }

    /** Why the value cannot be kept as it is; null when it can. */
    @Nullable
    Failure checkKept(Row row) {
        return switch (value(row)) {
            case String text
            when text.length() * 3L > MAX_TEXT_BYTES && text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES ->
                outOfRange("has more than " + MAX_TEXT_BYTES + " bytes");
            case BigDecimal decimal
            when Numbers.fit(decimal, FieldType.DECIMAL, field.scale()) == null ->
                outOfRange("has more than " + Numbers.MAX_PRECISION + " digits or a finer scale");
            case null, default -> null;
        };
    }

    Failure outOfRange(String what) {
        return new Failure(Reason.OUT_OF_RANGE, field.name() + " " + what);
    }
}
