package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reserved object {@code _meta} of a posted event, of which every member is optional: {@code id} and {@code source}; {@code type},
 * which must be the type that it is read as; {@code sent_at}, what the sender's clock shows when it sends (ISO-8601 with a zone, or
 * milliseconds since 1970).
 */
final class MetaReader {
    static final String NAME = "_meta";

    private MetaReader() {}

    /** What it said; one per event that has it. */
    static final class Meta {
        @Nullable
        String id;

        @Nullable
        String source;

        @Nullable
        Instant sentAt;

        private boolean typed;
    }

    /** The parser stands at the first token of the object. */
    static boolean read(JsonParser parser, Scratch scratch, String type, Meta into) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return scratch.fail(
                    parser, Reason.INVALID_META, "_meta must be an object with id, source, type and sent_at");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            boolean good = switch (name) {
                case "id" -> into.id != null ? twice(parser, scratch) : readId(parser, scratch, into);
                case "source" -> into.source != null ? twice(parser, scratch) : readSource(parser, scratch, into);
                case "type" -> into.typed ? twice(parser, scratch) : readType(parser, scratch, type, into);
                case "sent_at" -> into.sentAt != null ? twice(parser, scratch) : readSentAt(parser, scratch, into);
                default -> scratch.fail(parser, Reason.INVALID_META, "_meta has id, source, type and sent_at only");
            };
            if (!good) {
                return false;
            }
        }
        return true;
    }

    private static boolean twice(JsonParser parser, Scratch scratch) {
        return scratch.fail(parser, Reason.DUPLICATE_FIELD, "the field is there twice");
    }

    private static boolean readId(JsonParser parser, Scratch scratch, Meta into) throws IOException {
        into.id = text(parser, scratch);
        return into.id != null;
    }

    private static boolean readSource(JsonParser parser, Scratch scratch, Meta into) throws IOException {
        into.source = text(parser, scratch);
        return into.source != null;
    }

    private static boolean readType(JsonParser parser, Scratch scratch, String type, Meta into) throws IOException {
        into.typed = true;
        String text = text(parser, scratch);
        return text != null
                && (text.equals(type) || scratch.fail(parser, Reason.INVALID_META, "must be the type it is posted as"));
    }

    private static boolean readSentAt(JsonParser parser, Scratch scratch, Meta into) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
            into.sentAt = SenderTime.read(parser.getText());
        }
        return into.sentAt != null
                || scratch.fail(parser, Reason.INVALID_META, "must be a time with a zone, or milliseconds since 1970");
    }

    private static @Nullable String text(JsonParser parser, Scratch scratch) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            scratch.fail(parser, Reason.INVALID_META, "must be a string");
            return null;
        }
        String text = parser.getText();
        if (!HeaderText.isId(text)) {
            scratch.fail(parser, Reason.INVALID_META, HeaderText.ID_RULE);
            return null;
        }
        return text;
    }
}
