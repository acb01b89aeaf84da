package io.freshet.gateway.intake.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Items;
import io.freshet.gateway.intake.Original;
import io.freshet.gateway.intake.Picked;
import io.freshet.gateway.intake.Splitter;
import io.freshet.model.Reason;
import io.freshet.model.json.FreshetJson;
import io.freshet.model.json.HeaderText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0 over HTTP: binary, structured and batched content mode, of which the data is JSON. The event type is what the
 * path names, else the attribute {@code type}. Immutable; any thread.
 */
public final class CloudEvents {
    private static final Set<String> MEMBERS = Set.of(Picked.SCALARS, "data");
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";

    private final int most;

    /** @param most events of a batch */
    public CloudEvents(int most) {
        this.most = most;
    }

    /** The attributes are beside the body, which is the data alone. */
    public Decoded binary(Map<String, String> attributes, Body body, @Nullable String named) {
        Original data = new Original(body.bytes(), 0, body.length());
        Items items = new Items(1);
        items.add(item(attributes, data, envelope(attributes, data), named));
        return items.decoded();
    }

    /** The body is one event with its attributes. */
    public Decoded structured(Body body, @Nullable String named) {
        Items items = new Items(1);
        items.add(item(new Original(body.bytes(), 0, body.length()), named));
        return items.decoded();
    }

    /** The body is an array of them. */
    public Decoded batch(Body body, @Nullable String named) {
        Items items = new Items(most);
        Splitter.elements(
                body,
                items.of(
                        event -> item(event, named),
                        (detail, rest) -> new Item.Broken(
                                named == null ? "" : named, Reason.MALFORMED_JSON, "", detail, null, rest)));
        return items.decoded();
    }

    private static Item item(Original event, @Nullable String named) {
        Picked picked = Picked.of(event, MEMBERS);
        String problem = picked.problem();
        if (problem != null) {
            return new Item.Broken(named == null ? "" : named, Reason.MALFORMED_JSON, "", problem, null, event);
        }
        Map<String, String> attributes = picked.texts();
        String base64 = attributes.remove(BASE64);
        boolean scalar = attributes.remove(DATA) != null;
        Original data = picked.part(DATA);
        if (data == null && base64 != null) {
            data = decoded(base64);
        }
        if (data == null) {
            return new Item.Broken(
                    Attributes.typeOf(attributes, named),
                    scalar || base64 != null ? Reason.NOT_AN_OBJECT : Reason.MISSING_FIELD,
                    "/" + DATA,
                    "the data of an event is a JSON object",
                    known(attributes),
                    event);
        }
        return item(attributes, data, event, named);
    }

    private static Item item(Map<String, String> attributes, Original data, Original original, @Nullable String named) {
        String contentType = attributes.getOrDefault("datacontenttype", "application/json");
        if (!contentType.contains("json")) {
            return new Item.Broken(
                    Attributes.typeOf(attributes, named),
                    Reason.INVALID_FORMAT,
                    "/datacontenttype",
                    "the data of an event is JSON",
                    known(attributes),
                    original);
        }
        Attributes checked = Attributes.of(attributes, named);
        Attributes.Wrong wrong = checked.wrong();
        if (wrong != null || checked.type() == null || checked.facts() == null) {
            return new Item.Broken(
                    Attributes.typeOf(attributes, named),
                    wrong == null ? Reason.MISSING_FIELD : wrong.reason(),
                    wrong == null || wrong.attribute().isEmpty() ? "" : "/" + wrong.attribute(),
                    wrong == null ? "" : wrong.detail(),
                    wrong == null ? null : wrong.id(),
                    original);
        }
        return new Item.Event(checked.type(), data, original, checked.facts());
    }

    private static @Nullable String known(Map<String, String> attributes) {
        String id = attributes.get("id");
        return id != null && HeaderText.isId(id) ? id : null;
    }

    private static @Nullable Original decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return new Original(bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The same in structured mode, so that a rejected event can be sent again with its attributes. */
    private static Original envelope(Map<String, String> attributes, Original data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.to() + 256);
        try (JsonGenerator json = FreshetJson.factory().createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, String> each : attributes.entrySet()) {
                json.writeStringField(each.getKey(), each.getValue());
            }
            if (Picked.of(data, Set.of()).problem() == null) {
                json.writeFieldName(DATA);
                json.writeRawValue(new String(data.bytes(), data.from(), data.to() - data.from(), UTF_8));
            } else {
                json.writeFieldName(BASE64);
                json.writeBinary(data.bytes(), data.from(), data.to() - data.from());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        byte[] bytes = out.toByteArray();
        return new Original(bytes, 0, bytes.length);
    }
}
