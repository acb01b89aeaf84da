package io.freshet.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.json.FreshetJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some members of a JSON object, picked in one pass by their paths ({@code context/page/url}). Of a name that is there twice the first
 * counts. Immutable once picked.
 */
public final class Picked {
    /** Stands for every scalar of the outermost object. */
    public static final String SCALARS = "*";

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Original> parts = new HashMap<>();
    private @Nullable String problem;

    private Picked() {}

    /**
     * @param paths of members that are wanted: scalars as text, objects and arrays as where they stand; prefixes of paths are
     *     walked into
     */
    public static Picked of(Original object, Set<String> paths) {
        Picked picked = new Picked();
        try (JsonParser parser = FreshetJson.parser(object.bytes(), object.from(), object.to())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                picked.problem = "Not a JSON object.";
            } else {
                picked.object(parser, object, paths, "");
                if (parser.nextToken() != null) {
                    picked.problem = "More than one value.";
                }
            }
        } catch (JsonProcessingException e) {
            picked.problem = Malformed.detail(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory could not be read", e);
        }
        return picked;
    }

    /** What was wrong with the text as a whole; null for a JSON object. */
    public @Nullable String problem() {
        return problem;
    }

    /** A string, number or boolean as text; null where there is none, or null. */
    public @Nullable String text(String path) {
        return texts.get(path);
    }

    /** The first of these that is there and not empty. */
    public @Nullable String first(String... paths) {
        for (String path : paths) {
            String text = texts.get(path);
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /** Where an object or array stands; null where there is none. */
    public @Nullable Original part(String path) {
        return parts.get(path);
    }

    /** All scalars that were picked. */
    public Map<String, String> texts() {
        return texts;
    }

    private void object(JsonParser parser, Original of, Set<String> paths, String prefix) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String path = prefix + name;
            JsonToken token = parser.nextToken();
            boolean wanted =
                    paths.contains(path) || (prefix.isEmpty() && token.isScalarValue() && paths.contains(SCALARS));
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                structure(parser, of, paths, path, token, wanted);
            } else if (wanted && token != JsonToken.VALUE_NULL) {
                texts.putIfAbsent(path, parser.getText());
            }
        }
    }

    private void structure(
            JsonParser parser, Original of, Set<String> paths, String path, JsonToken token, boolean wanted)
            throws IOException {
        int start = of.from() + (int) parser.currentTokenLocation().getByteOffset();
        String inside = path + "/";
        if (token == JsonToken.START_OBJECT && isPrefix(inside, paths)) {
            object(parser, of, paths, inside);
        } else {
            parser.skipChildren();
        }
        if (wanted) {
            int end = of.from() + (int) parser.currentLocation().getByteOffset();
            parts.putIfAbsent(path, new Original(of.bytes(), start, end));
        }
    }

    private static boolean isPrefix(String inside, Set<String> paths) {
        for (String path : paths) {
            if (path.startsWith(inside)) {
                return true;
            }
        }
        return false;
    }
}
