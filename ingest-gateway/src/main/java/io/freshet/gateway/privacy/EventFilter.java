package io.freshet.gateway.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does to one event what its person wishes: reads its consent fields, and takes out what identifies. Immutable; any thread. Takes time in
 * proportion to the event.
 */
public final class EventFilter {
    /** What stands in a consent field of somebody who says no. */
    private static final Set<String> NO = Set.of("false", "denied", "no", "0", "refused", "opt-out");

    /** Stands in the place of a text that identified somebody. */
    private static final String ANONYMOUS = "anonymous";

    private static final JsonFactory JSON = new JsonFactoryBuilder().build();

    private final Privacy privacy;
    private final List<JsonPointer> consent;
    private final List<JsonPointer> identifiers;

    public EventFilter(Privacy privacy) {
        this.privacy = privacy;
        this.consent = privacy.consent().stream().map(JsonPointer::compile).toList();
        this.identifiers =
                privacy.identifiers().stream().map(JsonPointer::compile).toList();
    }

    /** What is to be done to an event: what its request says, or stricter where its own fields say no. */
    public Handling handling(byte[] json, int from, int to, Handling ofRequest) throws IOException {
        boolean refused = false;
        for (JsonPointer pointer : consent) {
            refused |= refuses(json, from, to, pointer);
        }
        return refused ? ofRequest.orStricter(privacy.onRefusal()) : ofRequest;
    }

    /** The event without what identifies its person: texts become {@code anonymous}, all else is taken out. */
    public byte[] strip(byte[] json, int from, int to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        try (JsonParser in = JSON.createParser(json, from, to - from);
                JsonGenerator copy = JSON.createGenerator(out)) {
            in.nextToken();
            copy(in, copy, identifiers);
            if (in.nextToken() != null) {
                throw new IOException("More than one JSON value");
            }
        }
        return out.toByteArray();
    }

    private static void copy(JsonParser in, JsonGenerator out, List<JsonPointer> pointers) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                out.writeStartObject();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    member(in, out, pointers);
                }
                out.writeEndObject();
            }
            case START_ARRAY -> {
                out.writeStartArray();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    copy(in, out, pointers);
                }
                out.writeEndArray();
            }
            case VALUE_STRING -> out.writeString(strippedText(in.getText(), pointers));
            case null -> throw new IOException("No JSON value");
            default -> out.copyCurrentEventExact(in);
        }
    }

    private static void member(JsonParser in, JsonGenerator out, List<JsonPointer> pointers) throws IOException {
        String name = in.currentName();
        List<JsonPointer> below = pointers.stream()
                .map(p -> p.matchProperty(name))
                .filter(Objects::nonNull)
                .toList();
        JsonToken value = in.nextToken();
        if (below.stream().noneMatch(JsonPointer::matches)) {
            out.writeFieldName(name);
            copy(in, out, below);
        } else if (value == JsonToken.VALUE_STRING) {
            out.writeStringField(name, ANONYMOUS);
        } else {
            in.skipChildren();
        }
    }

    /** A text may hold JSON itself, as the original of a tracker's event does. */
    private static String strippedText(String text, List<JsonPointer> pointers) {
        if (pointers.isEmpty() || !(text.startsWith("{") || text.startsWith("["))) {
            return text;
        }
        StringWriter out = new StringWriter(text.length());
        try (JsonParser in = JSON.createParser(text);
                JsonGenerator copy = JSON.createGenerator(out)) {
            in.nextToken();
            copy(in, copy, pointers);
        } catch (IOException e) {
            return ANONYMOUS;
        }
        return out.toString();
    }

    private static boolean refuses(byte[] json, int from, int to, JsonPointer pointer) throws IOException {
        try (JsonParser in = JSON.createParser(json, from, to - from)) {
            JsonToken token = in.nextToken();
            JsonPointer rest = pointer;
            while (token == JsonToken.START_OBJECT && !rest.matches()) {
                token = memberOf(in, rest.getMatchingProperty());
                rest = rest.tail();
            }
            return token != null
                    && token.isScalarValue()
                    && NO.contains(in.getText().toLowerCase(Locale.ROOT));
        }
    }

    /** Goes to the value of a member of the object that begins here; null where there is none. */
    private static @Nullable JsonToken memberOf(JsonParser in, String name) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = in.currentName().equals(name);
            JsonToken value = in.nextToken();
            if (found) {
                return value;
            }
            in.skipChildren();
        }
        return null;
    }
}
