package io.freshet.processor.declare;

import java.math.BigDecimal;
import java.time.Instant;

/** Values as text. */
final class Texts {
    private Texts() {}

    static String of(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    /** A time is written as one. */
    static String of(Object value, FieldType type) {
        return type == FieldType.TIMESTAMP && value instanceof Long millis
                ? Instant.ofEpochMilli(millis).toString()
                : of(value);
    }

    static boolean isLonger(String text, int characters) {
        return text.length() > characters;
    }

    /** Never in the middle of a character that takes two. */
    static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end);
    }
}
