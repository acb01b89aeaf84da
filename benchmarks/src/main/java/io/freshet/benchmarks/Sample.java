package io.freshet.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventType;
import java.io.IOException;
import java.io.InputStream;
import org.apache.avro.Schema;

/** The events that are measured. */
@SuppressWarnings("ArrayRecordComponent") // read only
record Sample(EventType type, byte[] json) {
    private static final String ACTIVITY = """
            {"timestamp":"2026-11-20T10:00:00.250Z","user_id":"u-481516","action":"click","page":"/products/44600062","country":"DE"}""";

    /** The fields in another order than the schema's, as from a sender who sorts them. */
    private static final String ACTIVITY_SORTED = """
            {"action":"click","country":"DE","page":"/products/44600062","timestamp":"2026-11-20T10:00:00.250Z","user_id":"u-481516"}""";

    /** The second row of examples/data/rees46-2019-10-01.csv. */
    private static final String SHOP = """
            {"event_time":"2019-10-01T00:00:00Z","event_type":"view","product_id":3900821,"category_id":2053013552326770905,"category_code":"appliances.environment.water_heater","brand":"aqua","price":33.20,"user_id":"554748717","user_session":"9333dfbd-b87a-4708-9857-6336556b0fcc"}""";

    static Sample of(String name) {
        return switch (name) {
            case "user-activity" -> new Sample(BuiltInTypes.get(name).withId(1), ACTIVITY.getBytes(UTF_8));
            case "user-activity-sorted" ->
                new Sample(BuiltInTypes.get("user-activity").withId(1), ACTIVITY_SORTED.getBytes(UTF_8));
            case "shop-activity" -> new Sample(shop(), SHOP.getBytes(UTF_8));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static EventType shop() {
        try (InputStream schema = Sample.class.getResourceAsStream("shop-activity.avsc")) {
            return EventType.of("shop-activity", 2, new Schema.Parser().parse(schema));
        } catch (IOException | EventType.InvalidEventTypeException e) {
            throw new IllegalStateException(e);
        }
    }
}
