package io.freshet.gateway.intake;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a protocol says of an event beside its fields; it goes before what the fields say.
 *
 * @param id the event's id
 * @param time when it happened
 * @param sentAt what the sender's clock showed when it sent
 * @param source of the sender
 * @param headers Kafka headers that it brings, by name; ours of the same name give way
 */
public record Facts(
        @Nullable String id,
        @Nullable Instant time,
        @Nullable Instant sentAt,
        @Nullable String source,
        Map<String, String> headers) {
    public static final Facts NONE = new Facts(null, null, null, null, Map.of());

    public Facts withId(String other) {
        return new Facts(other, time, sentAt, source, headers);
    }
}
