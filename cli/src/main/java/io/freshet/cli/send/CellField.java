package io.freshet.cli.send;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes the cell of one column as a field. What does not look like the field's type goes as a string, so that the gateway
 * refuses it with a reason and keeps it, rather than this program losing it.
 */
record CellField(String name, CellType type, TimeText time) {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,19}");

    /** An empty cell is an absent field. */
    void write(String cell, JsonGenerator out) throws IOException {
        if (cell.isEmpty()) {
            return;
        }
        out.writeFieldName(name);
        String trimmed = cell.strip();
        switch (type) {
            case NUMBER -> rawOrText(NUMBER.matcher(trimmed).matches(), trimmed, cell, out);
            case BOOLEAN -> writeBoolean(trimmed, cell, out);
            case TIME -> writeTime(trimmed, cell, out);
            case NESTED -> rawOrText(JsonText.isNested(trimmed), onOneLine(trimmed), cell, out);
            case TEXT -> out.writeString(cell);
        }
    }

    private static void rawOrText(boolean raw, String json, String cell, JsonGenerator out) throws IOException {
        if (raw) {
            out.writeRawValue(json);
        } else {
            out.writeString(cell);
        }
    }

    /** A row is one line. Inside valid JSON a line end can only be white space: within a string it would be escaped. */
    private static String onOneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }

    private static void writeBoolean(String trimmed, String cell, JsonGenerator out) throws IOException {
        switch (trimmed.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> out.writeBoolean(true);
            case "false", "0" -> out.writeBoolean(false);
            default -> out.writeString(cell);
        }
    }

    private void writeTime(String trimmed, String cell, JsonGenerator out) throws IOException {
        Instant instant = time.read(trimmed);
        if (instant != null) {
            out.writeString(instant.toString());
        } else {
            rawOrText(WHOLE_NUMBER.matcher(trimmed).matches(), trimmed, cell, out);
        }
    }
}
