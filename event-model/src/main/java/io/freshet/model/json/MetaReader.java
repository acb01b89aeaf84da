package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The reserved object {@code _meta} of a posted event: {@code {"id": string, "source": string}}, both optional. */
final class MetaReader {
    static final String NAME = "_meta";

    private MetaReader() {}

    /** What it said; one per event that has it. */
    static final class Meta {
        @Nullable
        String id;

        @Nullable
        String source;
    }

    /** The parser stands at the first token of the object. */
    static boolean read(JsonParser parser, Scratch scratch, Meta into) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return scratch.fail(parser, Reason.INVALID_META, "_meta must be an object with id and source");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            boolean isId = name.equals("id");
            if (!isId && !name.equals("source")) {
                return scratch.fail(parser, Reason.INVALID_META, "_meta has id and source only");
            }
            if ((isId ? into.id : into.source) != null) {
                return scratch.fail(parser, Reason.DUPLICATE_FIELD, "the field is there twice");
            }
            if (!readText(parser, scratch, into, isId)) {
                return false;
            }
        }
        return true;
    }

    private static boolean readText(JsonParser parser, Scratch scratch, Meta into, boolean isId) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            return scratch.fail(parser, Reason.INVALID_META, "must be a string");
        }
        String text = parser.getText();
        if (!HeaderText.isId(text)) {
            return scratch.fail(parser, Reason.INVALID_META, HeaderText.ID_RULE);
        }
        if (isId) {
            into.id = text;
        } else {
            into.source = text;
        }
        return true;
    }
}
