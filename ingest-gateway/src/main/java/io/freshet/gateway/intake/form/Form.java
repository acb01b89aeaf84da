package io.freshet.gateway.intake.form;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.gateway.intake.Original;
import io.freshet.model.json.FreshetJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * Names and values as forms and query strings have them, and what they are as a JSON event: a value is text, but for a field whose type
 * is a number or a boolean, and an empty value of such a field is none. Names that begin with {@code _meta.} become members of
 * {@code _meta}. Any thread.
 */
public final class Form {
    private static final String META = "_meta.";
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private Form() {}

    /** One name with its value. */
    public record Field(String name, String value) {}

    /** What cannot be decoded is left as it was sent. */
    public static List<Field> parse(String encoded) {
        List<Field> fields = new ArrayList<>();
        for (String pair : encoded.split("&", -1)) {
            int is = pair.indexOf('=');
            String name = decoded(is < 0 ? pair : pair.substring(0, is));
            if (!name.isEmpty()) {
                fields.add(new Field(name, is < 0 ? "" : decoded(pair.substring(is + 1))));
            }
        }
        return fields;
    }

    /** An object of texts. */
    public static Original strings(List<Field> fields) {
        return write(json -> {
            for (Field field : fields) {
                json.writeStringField(field.name, field.value);
            }
        });
    }

    /** An event of a type with this schema. */
    public static Original event(List<Field> fields, Schema schema) {
        return write(json -> {
            for (Field field : fields) {
                if (!field.name.startsWith(META)) {
                    value(json, field, schema.getField(field.name));
                }
            }
            List<Field> meta =
                    fields.stream().filter(f -> f.name.startsWith(META)).toList();
            if (!meta.isEmpty()) {
                json.writeObjectFieldStart("_meta");
                for (Field field : meta) {
                    json.writeStringField(field.name.substring(META.length()), field.value);
                }
                json.writeEndObject();
            }
        });
    }

    private static void value(JsonGenerator json, Field field, Schema.Field declared) throws IOException {
        Schema.Type type = declared == null ? Schema.Type.STRING : simple(declared.schema());
        boolean literal = switch (type) {
            case INT, LONG, FLOAT, DOUBLE -> NUMBER.matcher(field.value).matches();
            case BOOLEAN -> field.value.equals("true") || field.value.equals("false");
            default -> false;
        };
        if (literal) {
            json.writeFieldName(field.name);
            json.writeRawValue(field.value);
        } else if (type == Schema.Type.STRING || type == Schema.Type.ENUM || !field.value.isEmpty()) {
            json.writeStringField(field.name, field.value);
        }
    }

    /** The type itself, or the one beside null. */
    private static Schema.Type simple(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema.getType();
        }
        List<Schema> others = schema.getTypes().stream()
                .filter(s -> s.getType() != Schema.Type.NULL)
                .toList();
        return others.size() == 1 ? others.getFirst().getType() : Schema.Type.STRING;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Original write(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FreshetJson.factory().createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        byte[] bytes = out.toByteArray();
        return new Original(bytes, 0, bytes.length);
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
