package io.freshet.relay.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what is to be mended: JSON objects, one after the other, each with the fields of the manifest that say what the file is. */
public final class MendingList {
    private static final JsonFactory JSON = new JsonFactory();

    private MendingList() {}

    /**
     * All of them, or none.
     *
     * @throws ReplayException naming the object that is not one, counted from 1
     */
    public static List<Mending> read(Reader text) throws IOException, ReplayException {
        List<Mending> found = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            while (json.nextToken() != null) {
                found.add(mending(json, found.size() + 1));
            }
        }
        return List.copyOf(found);
    }

    private static Mending mending(JsonParser json, int number) throws IOException, ReplayException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new ReplayException("Entry " + number + " of the repairs is no JSON object");
        }
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, json.getText());
            json.skipChildren();
        }
        try {
            Origin origin = new Origin(
                    text(fields, "topic"), text(fields, "topic_id"), Integer.parseInt(text(fields, "partition")));
            Range range =
                    new Range(origin, Long.parseLong(text(fields, "from")), Long.parseLong(text(fields, "until")));
            return new Mending(text(fields, "key"), range, text(fields, "format"), text(fields, "codec"));
        } catch (IllegalArgumentException e) {
            throw new ReplayException("Entry " + number + " of the repairs: " + e.getMessage(), e);
        }
    }

    private static String text(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }
}
