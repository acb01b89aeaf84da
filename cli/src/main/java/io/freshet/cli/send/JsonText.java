package io.freshet.cli.send;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Looks into JSON text without changing what it says. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** Whether {@code text} is exactly one JSON object or array. */
    static boolean isNested(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.currentToken() != null && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Puts {@code id} into the event's {@code _meta}, leaving every other byte as it is. An event that has an id there, and
     * a line that is no whole JSON object, come back unchanged.
     */
    static byte[] withId(byte[] line, String id) {
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return line;
            }
            Place place = placeForId(parser);
            return place == null ? line : place.insert(line, id);
        } catch (IOException e) {
            return line;
        }
    }

    private static @Nullable Place placeForId(JsonParser parser) throws IOException {
        Place place = new Place(afterToken(parser), true, false);
        boolean empty = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            empty = false;
            boolean meta = parser.currentName().equals("_meta");
            JsonToken value = parser.nextToken();
            if (meta && value == JsonToken.START_OBJECT) {
                place = insideMeta(parser);
            } else if (meta) {
                place = null;
            } else {
                parser.skipChildren();
            }
            if (place == null) {
                return null;
            }
        }
        boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        return whole ? place.inEmpty(empty) : null;
    }

    private static @Nullable Place insideMeta(JsonParser parser) throws IOException {
        Place place = new Place(afterToken(parser), false, true);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.currentName().equals("id")) {
                return null;
            }
            place = new Place(place.at, false, false);
            parser.nextToken();
            parser.skipChildren();
        }
        return place;
    }

    private static int afterToken(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset() + 1;
    }

    /** Right after an opening brace. */
    private record Place(int at, boolean outermost, boolean empty) {

        Place inEmpty(boolean objectIsEmpty) {
            return outermost ? new Place(at, true, objectIsEmpty) : this;
        }

        byte[] insert(byte[] line, String id) {
            String field = "\"id\":\"" + id + "\"";
            String text = (outermost ? "\"_meta\":{" + field + "}" : field) + (empty ? "" : ",");
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] whole = Arrays.copyOf(line, line.length + bytes.length);
            System.arraycopy(bytes, 0, whole, at, bytes.length);
            System.arraycopy(line, at, whole, at + bytes.length, line.length - at);
            return whole;
        }
    }
}
