package io.freshet.gateway.intake.mqtt;

import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Facts;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Original;
import io.freshet.gateway.intake.TraceContext;
import io.freshet.gateway.intake.cloudevents.CloudEvents;
import io.freshet.model.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the messages of one topic. Immutable; any thread; takes time in proportion to the message.
 *
 * <p>CloudEvents come as the protocol binding for MQTT has it. Structured: the content type is {@code application/cloudevents+json},
 * whatever payload is declared. Binary: the user properties have {@code specversion}, and those whose names are attributes are attributes.
 * The topic names the type in both. Without {@code specversion} user properties mean nothing, but for those of the trace context.
 * Source: CloudEvents MQTT protocol binding 1.0.2.
 */
public final class Route {
    private static final CloudEvents CLOUD_EVENTS = new CloudEvents(1);
    private static final String STRUCTURED = "application/cloudevents";

    private final Mapping mapping;
    private final String type;
    private final String[] values;

    private Route(Mapping mapping, String type, String[] values) {
        this.mapping = mapping;
        this.type = type;
        this.values = values;
    }

    static Route of(Mapping mapping, String topic) {
        List<Mapping.Part> parts = mapping.parts();
        String[] values = new String[parts.size()];
        String type = mapping.type();
        int from = 0;
        for (int level = 0, next = 0; next < values.length || type == null; level++) {
            int slash = topic.indexOf('/', from);
            int to = slash < 0 ? topic.length() : slash;
            if (level == mapping.typeLevel()) {
                type = topic.substring(from, to);
            } else if (next < values.length && parts.get(next).level() == level) {
                values[next++] = topic.substring(from, to);
            }
            from = to + 1;
        }
        return new Route(mapping, type, values);
    }

    /** Name of the event type; may be no name at all where the topic names it. */
    public String type() {
        return type;
    }

    /**
     * The event that a message of this topic is; what cannot be one is {@link Item.Broken}.
     *
     * @param served the type with the name of {@link #type}; null where it is not served here, or not known yet
     */
    public Item item(Published message, Instant receivedAt, @Nullable ServedType served) {
        String contentType = message.contentType();
        if (contentType != null && contentType.startsWith(STRUCTURED)) {
            return structured(contentType, message.payload(), receivedAt, served);
        }
        return switch (data(message, receivedAt, served)) {
            case Data.Wrong wrong -> broken(wrong, whole(message.payload()));
            case Data.Json(Original json) -> event(json, message);
        };
    }

    /** The payload as JSON, with what the topic says. */
    private Data data(Published message, Instant receivedAt, @Nullable ServedType served) {
        byte[] payload = message.payload();
        Data data = switch (mapping.payload()) {
            case JSON -> new Data.Json(whole(payload));
            case AVRO -> AvroPayload.read(payload, served);
            case VALUE -> ValuePayload.read(payload, Objects.requireNonNull(mapping.value()), served);
        };
        return data instanceof Data.Json(Original json) ? spliced(json, receivedAt, served) : data;
    }

    private Data spliced(Original json, Instant receivedAt, @Nullable ServedType served) {
        return new Splice(mapping, values, receivedAt, served).into(json);
    }

    private Item event(Original json, Published message) {
        Map<String, String> properties = message.userProperties();
        if (!properties.containsKey(UserProperties.SPEC_VERSION)) {
            return new Item.Event(type, json, json, facts(properties));
        }
        String contentType = mapping.payload() == Payload.JSON ? message.contentType() : null;
        return only(CLOUD_EVENTS.binary(
                UserProperties.attributes(properties, contentType), new Body(json.bytes(), json.to(), false), type));
    }

    private Item structured(String contentType, byte[] payload, Instant receivedAt, @Nullable ServedType served) {
        if (!contentType.startsWith(STRUCTURED + "+json")) {
            return broken(
                    new Data.Wrong(Reason.INVALID_FORMAT, "", "of CloudEvents in structured mode JSON is read"),
                    whole(payload));
        }
        Item item = only(CLOUD_EVENTS.structured(new Body(payload, payload.length, false), type));
        if (!(item instanceof Item.Event event)) {
            return item;
        }
        return switch (spliced(event.json(), receivedAt, served)) {
            case Data.Wrong wrong -> broken(wrong, whole(payload));
            case Data.Json(Original json) -> new Item.Event(type, json, Splice.inside(event, json), event.facts());
        };
    }

    private Item.Broken broken(Data.Wrong wrong, Original original) {
        return new Item.Broken(type, wrong.reason(), wrong.pointer(), wrong.detail(), null, original);
    }

    private static Original whole(byte[] payload) {
        return new Original(payload, 0, payload.length);
    }

    private static Item only(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Items items -> items.items().get(0);
            case Decoded.Refused refused ->
                throw new IllegalStateException("One event was refused: " + refused.detail());
        };
    }

    private static Facts facts(Map<String, String> properties) {
        String parent = properties.get(TraceContext.PARENT);
        return parent == null
                ? Facts.NONE
                : new Facts(null, null, null, null, TraceContext.headers(parent, properties.get(TraceContext.STATE)));
    }
}
