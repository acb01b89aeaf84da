package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.io.IOException;
import java.io.StringWriter;

/**
 * The fields that a type does not know, kept as strings in its {@code freshet.extra} map: text as it is, numbers as they were
 * written, {@code true}, {@code false} and {@code null} as these words, objects and arrays as compact JSON. A sender may also
 * fill the map itself, under its own name.
 */
final class ExtraFields {
    private final NameSet names = new NameSet();
    private int count;
    private boolean filledBySender;

    /** An unknown field, the parser standing at its name. */
    boolean take(JsonParser parser, Scratch scratch, String name) throws IOException {
        AvroBuffer out = scratch.out;
        scratch.out = scratch.extras;
        if (!names.add(name)) {
            return scratch.fail(parser, Reason.DUPLICATE_FIELD, "the field is there twice");
        }
        if (!MapWriter.writeName(parser, scratch, name)) {
            return false;
        }
        JsonToken token = parser.nextToken();
        boolean written =
                token.isScalarValue() ? TextWriters.writeText(parser, scratch) : writeCompact(parser, scratch);
        if (!written || scratch.isTooLarge(parser)) {
            return false;
        }
        count++;
        scratch.out = out;
        return true;
    }

    /** The map under its own name, the parser standing at its first token. */
    boolean takeMap(JsonParser parser, Scratch scratch) throws IOException {
        if (filledBySender) {
            return scratch.fail(parser, Reason.DUPLICATE_FIELD, "the field is there twice");
        }
        filledBySender = true;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return scratch.wrongType(parser, "an object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (!takeEntry(parser, scratch, name)) {
                return false;
            }
        }
        return true;
    }

    private boolean takeEntry(JsonParser parser, Scratch scratch, String name) throws IOException {
        // Only text: what the map's own schema says. Peeked at by taking the field and looking at what it was.
        boolean taken = take(parser, scratch, name);
        if (taken && parser.currentToken() != JsonToken.VALUE_STRING) {
            return scratch.wrongType(parser, "a string");
        }
        return taken;
    }

    /** Writes the whole map as the value of its field. */
    void writeTo(AvroBuffer out, AvroBuffer entries) {
        int first = out.beginBlock();
        out.writeRaw(entries.bytes, 0, entries.position);
        out.endBlock(first, count);
    }

    private static boolean writeCompact(JsonParser parser, Scratch scratch) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(text)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            if (!copy(parser, scratch, json)) {
                return false;
            }
        }
        char[] chars = text.toString().toCharArray();
        return scratch.out.writeString(chars, 0, chars.length)
                || scratch.fail(parser, Reason.INVALID_FORMAT, "a string has half of a surrogate pair");
    }

    private static boolean copy(JsonParser parser, Scratch scratch, JsonGenerator json) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> copyObject(parser, scratch, json);
            case START_ARRAY -> copyArray(parser, scratch, json);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                json.writeNumber(parser.getText());
                yield true;
            }
            default -> {
                json.copyCurrentEvent(parser);
                yield true;
            }
        };
    }

    private static boolean copyObject(JsonParser parser, Scratch scratch, JsonGenerator json) throws IOException {
        if (!scratch.enter(parser)) {
            return false;
        }
        json.writeStartObject();
        NameSet seen = new NameSet();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (!seen.add(name)) {
                return scratch.fail(parser, Reason.DUPLICATE_FIELD, "the field is there twice");
            }
            json.writeFieldName(name);
            parser.nextToken();
            if (!copy(parser, scratch, json)) {
                return false;
            }
        }
        json.writeEndObject();
        return scratch.leave();
    }

    private static boolean copyArray(JsonParser parser, Scratch scratch, JsonGenerator json) throws IOException {
        if (!scratch.enter(parser)) {
            return false;
        }
        json.writeStartArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!copy(parser, scratch, json)) {
                return false;
            }
        }
        json.writeEndArray();
        return scratch.leave();
    }
}
