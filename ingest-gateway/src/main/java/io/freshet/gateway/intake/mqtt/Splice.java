package io.freshet.gateway.intake.mqtt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Malformed;
import io.freshet.gateway.intake.Original;
import io.freshet.model.Reason;
import io.freshet.model.json.FreshetJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts what the topic says, and the time of receipt, in front of the fields of one JSON object. A field that is there already stays;
 * where it says another than the topic, the event is refused: a device does not speak for another. One thread, one use.
 */
final class Splice {
    private final List<Mapping.Part> parts;
    private final String[] values;
    private final @Nullable Field time;
    private final Instant receivedAt;
    private final @Nullable ServedType served;
    private final boolean[] there;
    private boolean timeIsThere;

    /** @param values of the mapping's parts */
    Splice(Mapping mapping, String[] values, Instant receivedAt, @Nullable ServedType served) {
        this.parts = mapping.parts();
        this.values = values;
        this.time = mapping.receivedAt();
        this.receivedAt = receivedAt;
        this.served = served;
        this.there = new boolean[values.length];
    }

    Data into(Original json) {
        try (JsonParser parser = FreshetJson.parser(json.bytes(), json.from(), json.to())) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Data.Wrong(Reason.MALFORMED_JSON, "", "The payload is empty.");
            }
            if (first != JsonToken.START_OBJECT || (values.length == 0 && time == null)) {
                return new Data.Json(json);
            }
            int opened = json.from() + (int) parser.currentTokenLocation().getByteOffset() + 1;
            return scan(parser, json, opened);
        } catch (JsonProcessingException e) {
            return new Data.Wrong(Reason.MALFORMED_JSON, "", Malformed.detail(e));
        } catch (IllegalArgumentException e) {
            return new Data.Wrong(Reason.INVALID_FORMAT, "", "a level of the topic has half of a surrogate pair");
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory could not be read", e);
        }
    }

    private Data scan(JsonParser parser, Original json, int opened) throws IOException {
        boolean empty = true;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            empty = false;
            JsonToken token = parser.nextToken();
            int part = part(name);
            if (part >= 0 && !says(parser, token, values[part])) {
                return new Data.Wrong(Reason.TOPIC_MISMATCH, "/" + name, "the topic says another");
            }
            if (part >= 0) {
                there[part] = true;
            }
            timeIsThere |= time != null && time.name().equals(name);
            parser.skipChildren();
        }
        return added(json, opened, empty);
    }

    private static boolean says(JsonParser parser, JsonToken token, String value) throws IOException {
        return token.isScalarValue()
                && token != JsonToken.VALUE_NULL
                && parser.getText().equals(value);
    }

    private int part(String name) {
        for (int i = 0; i < values.length; i++) {
            if (parts.get(i).field().name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private Data added(Original json, int opened, boolean empty) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.to() - json.from() + 64 * (values.length + 1));
        out.write(json.bytes(), json.from(), opened - json.from());
        int before = out.size();
        for (int i = 0; i < values.length; i++) {
            if (!there[i]) {
                separate(out, before);
                Member.write(out, parts.get(i).field(), values[i], served);
            }
        }
        if (time != null && !timeIsThere) {
            separate(out, before);
            Member.write(out, time, receivedAt.toString(), served);
        }
        if (out.size() == before) {
            return new Data.Json(json);
        }
        if (!empty) {
            out.write(',');
        }
        out.write(json.bytes(), opened, json.to() - opened);
        return new Data.Json(new Original(out.toByteArray(), 0, out.size()));
    }

    private static void separate(ByteArrayOutputStream out, int before) {
        if (out.size() > before) {
            out.write(',');
        }
    }

    /** The original of an event whose data was rewritten: it can be sent again without its topic. */
    static Original inside(Item.Event event, Original data) {
        Original whole = event.original();
        Original before = event.json();
        if (before.bytes() != whole.bytes()) {
            return whole;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(whole.to() - whole.from() + data.to());
        out.write(whole.bytes(), whole.from(), before.from() - whole.from());
        out.write(data.bytes(), data.from(), data.to() - data.from());
        out.write(whole.bytes(), before.to(), whole.to() - before.to());
        return new Original(out.toByteArray(), 0, out.size());
    }
}
