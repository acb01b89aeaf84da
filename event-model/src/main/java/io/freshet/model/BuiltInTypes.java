package io.freshet.model;

import io.freshet.model.EventType.InvalidEventTypeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The event types that Freshet comes with. */
public final class BuiltInTypes {
    public static final String USER_ACTIVITY = "user-activity";
    public static final String CLICKSTREAM_EVENTS = "clickstream-events";
    public static final String ORDER_EVENTS = "order-events";
    public static final String LOGIN_EVENTS = "login-events";
    public static final String SENSOR_READINGS = "sensor-readings";
    public static final String TRACKER_EVENTS = "tracker-events";
    public static final String CUSTOMER_ORDER_TOTALS = "customer-order-totals";
    public static final String EVENTS_REJECTED = "events.rejected";

    private static final Map<String, EventTypeDefinition> BY_NAME = load(List.of(
            USER_ACTIVITY,
            CLICKSTREAM_EVENTS,
            ORDER_EVENTS,
            LOGIN_EVENTS,
            SENSOR_READINGS,
            TRACKER_EVENTS,
            CUSTOMER_ORDER_TOTALS,
            EVENTS_REJECTED));

    private BuiltInTypes() {}

    /** All of them, always in the same order. */
    public static List<EventTypeDefinition> all() {
        return List.copyOf(BY_NAME.values());
    }

    public static Optional<EventTypeDefinition> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public static EventTypeDefinition get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no built-in event type is named " + name));
    }

    private static Map<String, EventTypeDefinition> load(List<String> names) {
        Map<String, EventTypeDefinition> types = new LinkedHashMap<>();
        for (String name : names) {
            types.put(name, read(name));
        }
        return types;
    }

    private static EventTypeDefinition read(String name) {
        String resource = "schemas/" + name + ".avsc";
        try (InputStream in = BuiltInTypes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the schema is missing from the program: " + resource);
            }
            return EventTypeDefinition.of(name, new Schema.Parser().parse(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidEventTypeException e) {
            throw new IllegalStateException("a built-in schema is wrong: " + name, e);
        }
    }
}
