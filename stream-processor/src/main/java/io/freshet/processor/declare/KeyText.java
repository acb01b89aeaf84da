package io.freshet.processor.declare;

import io.freshet.model.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** See {@link Grouping}. */
record KeyText(List<Integer> slots, List<Field> fields) implements Grouping {
    /** As everywhere: also the bound of an event's own key. */
    static final int MAX_BYTES = 1024;

    private static final Key NONE = new Key.None();

    KeyText {
        slots = List.copyOf(slots);
        fields = List.copyOf(fields);
    }

    @Override
    public Key keyOf(Row row) {
        if (slots.size() == 1) {
            Object value = row.get(slots.get(0));
            return value == null ? NONE : checked(value.toString());
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < slots.size(); i++) {
            Object value = row.get(slots.get(i));
            if (value == null) {
                return NONE;
            }
            if (i > 0) {
                text.append('|');
            }
            text.append(value.toString().replace("\\", "\\\\").replace("|", "\\|"));
        }
        return checked(text.toString());
    }

    private static Key checked(String text) {
        if (text.isEmpty()) {
            return new Key.Invalid(new Failure(Reason.MISSING_FIELD, "the field to group by is empty"));
        }
        boolean plain = text.chars().noneMatch(Character::isISOControl);
        boolean fits = text.length() <= MAX_BYTES && text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        return plain && fits
                ? new Key.Of(text)
                : new Key.Invalid(new Failure(
                        Reason.INVALID_KEY, "a group has 1 to " + MAX_BYTES + " bytes and no control character"));
    }

    @Override
    public List<Object> valuesOf(String key) {
        List<String> texts = slots.size() == 1 ? List.of(key) : split(key);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            values.add(
                    switch (fields.get(i).type()) {
                        case LONG, TIMESTAMP -> Long.valueOf(text);
                        case BOOLEAN -> Boolean.valueOf(text);
                        case DECIMAL -> new BigDecimal(text);
                        case DOUBLE -> Double.valueOf(text);
                        case STRING -> text;
                    });
        }
        return values;
    }

    private static List<String> split(String key) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '\\') {
                i++;
                part.append(key.charAt(i));
            } else if (c == '|') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
