package io.freshet.model.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.json.FreshetJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few JSON documents of the Confluent-compatible API; throws IOException for anything that is not one. */
final class RegistryJson {

    /** Whatever fields of an answer are known here; the rest is passed over. */
    static final class Answer {
        @Nullable
        Integer id;

        @Nullable
        Integer version;

        @Nullable
        Integer errorCode;

        @Nullable
        String schema;

        @Nullable
        String schemaType;

        @Nullable
        String message;

        @Nullable
        String compatibility;

        int requireId() throws IOException {
            if (id == null) {
                throw new IOException("no id");
            }
            return id;
        }

        int requireVersion() throws IOException {
            if (version == null) {
                throw new IOException("no version");
            }
            return version;
        }

        String requireSchema() throws IOException {
            if (schema == null) {
                throw new IOException("no schema");
            }
            return schema;
        }
    }

    private RegistryJson() {}

    static Answer object(byte[] body) throws IOException {
        try (JsonParser json = FreshetJson.parser(body, 0, body.length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            Answer answer = new Answer();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                read(json, name, answer);
            }
            return answer;
        }
    }

    private static void read(JsonParser json, String name, Answer into) throws IOException {
        switch (name) {
            case "id" -> into.id = integer(json);
            case "version" -> into.version = integer(json);
            case "error_code" -> into.errorCode = integer(json);
            case "schema" -> into.schema = text(json);
            case "schemaType" -> into.schemaType = text(json);
            case "message" -> into.message = text(json);
            // GET answers with the first name, PUT with the second.
            case "compatibilityLevel", "compatibility" -> into.compatibility = text(json);
            default -> json.skipChildren();
        }
    }

    private static @Nullable Integer integer(JsonParser json) throws IOException {
        json.skipChildren();
        boolean fits = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getTextLength() <= 11
                && json.getNumberType() == JsonParser.NumberType.INT;
        return fits ? (Integer) json.getIntValue() : null;
    }

    private static @Nullable String text(JsonParser json) throws IOException {
        json.skipChildren();
        return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    static List<String> strings(byte[] body) throws IOException {
        try (JsonParser json = array(body)) {
            List<String> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                String item = text(json);
                if (item == null) {
                    throw new IOException("not an array of strings");
                }
                items.add(item);
            }
            return items;
        }
    }

    static List<Integer> integers(byte[] body) throws IOException {
        try (JsonParser json = array(body)) {
            List<Integer> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                Integer item = integer(json);
                if (item == null) {
                    throw new IOException("not an array of integers");
                }
                items.add(item);
            }
            return items;
        }
    }

    private static JsonParser array(byte[] body) throws IOException {
        JsonParser json = FreshetJson.parser(body, 0, body.length);
        if (json.nextToken() != JsonToken.START_ARRAY) {
            json.close();
            throw new IOException("not a JSON array");
        }
        return json;
    }

    /** {@code {"name": "value"}}. */
    static String single(String name, String value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField(name, value);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toString();
    }
}
