package io.freshet.gateway.intake.tracker;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.gateway.intake.Facts;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Original;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.json.FreshetJson;
import io.freshet.model.json.SenderTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of {@code tracker-events}, put together column by column. One thread. */
final class TrackerEvent {
    private static final int FRAME = 1024;

    private final ByteArrayOutputStream out;
    private final JsonGenerator json;
    private final Original original;
    private @Nullable Instant created;
    private @Nullable Instant sent;
    private String id = "";

    TrackerEvent(String protocol, Original original) {
        this.original = original;
        this.out = new ByteArrayOutputStream(2 * (original.to() - original.from()) + FRAME);
        try {
            json = FreshetJson.factory().createGenerator(out);
            json.writeStartObject();
        } catch (IOException e) {
            throw inMemory(e);
        }
        text("protocol", protocol);
    }

    /** What identifies it, and whose it is: the first of these that is there, else the event's own id. */
    TrackerEvent identity(String eventId, @Nullable String anonymous, @Nullable String user) {
        id = eventId;
        text("event_id", eventId);
        text("anonymous_id", anonymous);
        text("user_id", user);
        return text("visitor_id", anonymous != null ? anonymous : user != null ? user : eventId);
    }

    TrackerEvent text(String column, @Nullable String value) {
        try {
            if (value != null) {
                json.writeStringField(column, value);
            }
            return this;
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /** JSON as text. */
    TrackerEvent part(String column, @Nullable Original part) {
        return part == null ? this : text(column, string(part));
    }

    /** What cannot be read as a time is left out: it still stands in the original. */
    TrackerEvent times(@Nullable String createdAt, @Nullable String sentAt) {
        created = createdAt == null ? null : SenderTime.read(createdAt);
        sent = sentAt == null ? null : SenderTime.read(sentAt);
        text("created_at", created == null ? null : created.toString());
        return text("sent_at", sent == null ? null : sent.toString());
    }

    Item item(String source) {
        part("original", original);
        try {
            json.writeEndObject();
            json.close();
        } catch (IOException e) {
            throw inMemory(e);
        }
        byte[] bytes = out.toByteArray();
        return new Item.Event(
                BuiltInTypes.TRACKER_EVENTS,
                new Original(bytes, 0, bytes.length),
                original,
                new Facts(id, created, sent, source, Map.of()));
    }

    static String string(Original part) {
        return new String(part.bytes(), part.from(), part.to() - part.from(), StandardCharsets.UTF_8);
    }

    private static UncheckedIOException inMemory(IOException e) {
        return new UncheckedIOException("Writing to memory failed", e);
    }
}
