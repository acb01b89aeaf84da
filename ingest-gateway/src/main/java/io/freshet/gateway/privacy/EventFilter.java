package io.freshet.gateway.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does to one event what its person wishes: reads its consent fields, and takes out what identifies. Immutable; any thread. Takes time in
 * proportion to the event.
 */
public final class EventFilter {
    /** What stands in a consent field of somebody who says no. */
    private static final Set<String> NO = Set.of("false", "denied", "no", "0", "refused", "opt-out");

    private static final JsonFactory JSON = new JsonFactoryBuilder().build();

    private final Privacy privacy;
    private final List<JsonPointer> consent;
    private final List<JsonPointer> identifiers;

    public EventFilter(Privacy privacy) {
        this.privacy = privacy;
        this.consent = privacy.consent().stream().map(JsonPointer::compile).toList();
        this.identifiers = privacy.identifiers().stream().map(JsonPointer::compile).toList();
    }

    /** Whether events need not be looked at when the request itself is handled so. */
    public boolean isIdle(Handling ofRequest) {
        return consent.isEmpty() && (ofRequest == Handling.KEEP || identifiers.isEmpty());
    }

    /** What is to be done to an event: what its request says, or stricter where its own fields say no. */
    public Handling handling(byte[] json, int from, int to, Handling ofRequest) throws IOException {
        boolean refused = false;
        for (JsonPointer pointer : consent) {
            refused |= refuses(json, from, to, pointer);
        }
        return refused ? ofRequest.orStricter(privacy.onRefusal()) : ofRequest;
    }

    /** The event without what identifies its person. */
    public byte[] strip(byte[] json, int from, int to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        try (JsonParser in = JSON.createParser(json, from, to - from);
                JsonGenerator plain = JSON.createGenerator(out);
                JsonGenerator filtered = new FilteringGeneratorDelegate(
                        plain, new Without(identifiers), TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true)) {
            in.nextToken();
            filtered.copyCurrentStructureExact(in);
        }
        return out.toByteArray();
    }

    private static boolean refuses(byte[] json, int from, int to, JsonPointer pointer) throws IOException {
        try (JsonParser in = JSON.createParser(json, from, to - from)) {
            JsonToken token = in.nextToken();
            JsonPointer rest = pointer;
            while (token == JsonToken.START_OBJECT && !rest.matches()) {
                token = memberOf(in, rest.getMatchingProperty());
                rest = rest.tail();
            }
            return token != null && token.isScalarValue() && NO.contains(in.getText().toLowerCase(Locale.ROOT));
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

    /** Lets through all but what some pointers name. */
    private static final class Without extends TokenFilter {
        private final List<JsonPointer> pointers;

        Without(List<JsonPointer> pointers) {
            this.pointers = pointers;
        }

        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            List<JsonPointer> below = pointers.stream()
                    .map(p -> p.matchProperty(name))
                    .filter(p -> p != null)
                    .toList();
            if (below.isEmpty()) {
                return INCLUDE_ALL;
            }
            return below.stream().anyMatch(JsonPointer::matches) ? null : new Without(below);
        }

        @Override
        public TokenFilter includeElement(int index) {
            return this;
        }

        @Override
        protected boolean _includeScalar() {
            return true;
        }

        @Override
        public boolean includeEmptyObject(boolean contentsFiltered) {
            return true;
        }

        @Override
        public boolean includeEmptyArray(boolean contentsFiltered) {
            return true;
        }
    }
}
