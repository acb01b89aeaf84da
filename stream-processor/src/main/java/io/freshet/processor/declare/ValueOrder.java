package io.freshet.processor.declare;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Which of two values of one type is less: numbers by size, text by its UTF-8 bytes as SQL does, false before true. */
final class ValueOrder {
    private ValueOrder() {}

    static int compare(Object a, Object b) {
        return switch (a) {
            case Long number -> number.compareTo((Long) b);
            case Double number -> number.compareTo((Double) b);
            case Boolean truth -> truth.compareTo((Boolean) b);
            case BigDecimal decimal -> decimal.compareTo((BigDecimal) b);
            case String text ->
                Arrays.compareUnsigned(
                        text.getBytes(StandardCharsets.UTF_8), ((String) b).getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException("no value of a row: " + a.getClass());
        };
    }
}
