package io.freshet.relay.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.freshet.model.WireFormat;
import java.io.IOException;

/**
 * A JSON value into the object that a row has open: the fields of an object side by side, anything else as {@code value}. Numbers keep their
 * digits; those that the warehouse could not keep become strings. What is not strict JSON is refused.
 */
final class JsonFields {
    /** What a NUMBER holds exactly. */
    static final int MAX_DIGITS = 38;

    /** About where a double ends. */
    private static final int MAX_EXPONENT = 300;

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonFields() {}

    /** @throws IOException saying what is wrong with the value; a part of it may have been written by then */
    static void write(byte[] value, JsonGenerator row) throws IOException {
        int from = WireFormat.isFramed(value) ? WireFormat.HEADER_BYTES : 0;
        try (JsonParser json = STRICT.createParser(value, from, value.length - from)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new IOException("empty, not JSON");
            }
            if (first != JsonToken.START_OBJECT) {
                row.writeFieldName("value");
                copy(json, row);
            } else {
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    whole(json);
                    row.writeFieldName(json.currentName());
                    json.nextToken();
                    copy(json, row);
                }
            }
            if (json.nextToken() != null) {
                throw new IOException("something stands behind the JSON value");
            }
        }
    }

    /** The parser's current value with all that is in it; deep nesting costs no stack. */
    private static void copy(JsonParser json, JsonGenerator row) throws IOException {
        int depth = 0;
        for (JsonToken token = json.currentToken(); ; token = json.nextToken()) {
            if (token == null) {
                throw new IOException("JSON ends in the middle");
            }
            if (token.isNumeric()) {
                number(json.getText(), row);
            } else {
                whole(json);
                row.copyCurrentEvent(json);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0 && token != JsonToken.FIELD_NAME) {
                return;
            }
        }
    }

    /** Half a character can be written in JSON, by an escape, but the warehouse reads none. */
    private static void whole(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING && json.currentToken() != JsonToken.FIELD_NAME) {
            return;
        }
        char[] text = json.getTextCharacters();
        int end = json.getTextOffset() + json.getTextLength();
        for (int at = json.getTextOffset(); at < end; at++) {
            if (Character.isHighSurrogate(text[at]) && at + 1 < end && Character.isLowSurrogate(text[at + 1])) {
                at++;
            } else if (Character.isSurrogate(text[at])) {
                throw new IOException("half a character in a string");
            }
        }
    }

    private static void number(String text, JsonGenerator row) throws IOException {
        if (fits(text)) {
            row.writeNumber(text);
        } else {
            row.writeString(text);
        }
    }

    static boolean fits(String number) {
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        String digits = (e < 0 ? number : number.substring(0, e))
                .replace("-", "")
                .replace(".", "")
                .replaceFirst("^0+", "");
        if (digits.length() > MAX_DIGITS) {
            return false;
        }
        String exponent = e < 0 ? "0" : number.substring(e + 1).replaceFirst("^\\+", "");
        return exponent.length() <= 4 && Math.abs(Integer.parseInt(exponent)) <= MAX_EXPONENT - MAX_DIGITS;
    }
}
