package io.freshet.gateway.publish;

import io.freshet.gateway.intake.Facts;
import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.outcome.Posted;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import io.freshet.model.EventTime;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import io.freshet.model.TimeFlag;
import io.freshet.model.json.HeaderText;
import io.freshet.model.json.Transcoded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts verdicts into envelopes: each becomes a record for its topic, or for {@code events.rejected}. Any thread. */
public final class Envelopes {
    private final Supplier<String> ids;

    /** @param ids makes an id for an event that has none; UUIDv7 in production */
    public Envelopes(Supplier<String> ids) {
        this.ids = ids;
    }

    /**
     * How the events of one request came.
     *
     * @param protocol {@code http}, {@code cloudevents}, {@code segment}, {@code snowplow}, {@code mqtt}
     * @param contentType as the sender gave it
     * @param rejectedSchemaId null as long as the registry has not told it: then there is no envelope for a rejected event
     * @param sentAt what the sender's clock showed when it sent; an event may know better
     * @param replay the id under which the request's one event is sent again; null for a request that is no replay. The time that
     *     has passed since is no skew
     * @param headers Kafka headers of every record of the request; an event's own of the same name go before them
     */
    public record Delivery(
            String protocol,
            String contentType,
            @Nullable Integer rejectedSchemaId,
            Instant receivedAt,
            @Nullable Instant sentAt,
            @Nullable String replay,
            Map<String, String> headers) {

        public Delivery(String protocol, String contentType, @Nullable Integer rejectedSchemaId, Instant receivedAt) {
            this(protocol, contentType, rejectedSchemaId, receivedAt, null, null, Map.of());
        }
    }

    /**
     * The records of one request, index by index.
     *
     * @param records null where an event was rejected but cannot be kept
     */
    public record Batch(List<Posted> events, List<@Nullable OutgoingRecord> records) {
        public long bytes() {
            long bytes = 0;
            for (OutgoingRecord each : records) {
                bytes += each == null ? 0 : each.bytes();
            }
            return bytes;
        }
    }

    public Batch batch(List<Verdict> verdicts, Delivery delivery) {
        List<Posted> events = new ArrayList<>(verdicts.size());
        List<@Nullable OutgoingRecord> records = new ArrayList<>(verdicts.size());
        String receivedAt = IsoText.of(delivery.receivedAt);
        for (int i = 0; i < verdicts.size(); i++) {
            switch (verdicts.get(i)) {
                case Verdict.Valid valid -> {
                    String id = id(
                            delivery.replay, valid.facts().id(), valid.event().id());
                    events.add(new Posted(id, valid.event().key(), null));
                    records.add(accepted(valid, id, delivery, receivedAt));
                }
                case Verdict.Invalid invalid -> {
                    // It may have been rejected for its id.
                    String given = invalid.id() != null && HeaderText.isId(invalid.id()) ? invalid.id() : null;
                    String id = id(delivery.replay, given, null);
                    events.add(new Posted(
                            id,
                            invalid.key(),
                            new Posted.Rejection(invalid.reason(), invalid.pointer(), invalid.detail())));
                    records.add(rejected(invalid, id, i, delivery, receivedAt));
                }
                case Verdict.Postponed postponed -> {
                    events.add(new Posted(id(delivery.replay, postponed.id(), null), null, null, postponed.reason()));
                    records.add(null);
                }
            }
        }
        return new Batch(events, records);
    }

    private String id(@Nullable String replay, @Nullable String protocols, @Nullable String events) {
        if (replay != null) {
            return replay;
        }
        if (protocols != null) {
            return protocols;
        }
        return events == null ? ids.get() : events;
    }

    private static OutgoingRecord accepted(Verdict.Valid valid, String id, Delivery delivery, String receivedAt) {
        Transcoded.Encoded event = valid.event();
        Facts facts = valid.facts();
        EventTime time = time(event, facts, delivery);
        boolean now = time.time().equals(delivery.receivedAt);
        String source = facts.source() == null ? event.source() : facts.source();
        return new OutgoingRecord(
                valid.type().name(),
                event.key(),
                event.value(),
                id,
                source == null ? EventHeaders.DEFAULT_SOURCE : source,
                now ? receivedAt : IsoText.of(time.time()),
                receivedAt,
                time.flag(),
                both(delivery.headers, facts.headers()));
    }

    private static Map<String, String> both(Map<String, String> ofRequest, Map<String, String> ofEvent) {
        if (ofRequest.isEmpty() || ofEvent.isEmpty()) {
            return ofRequest.isEmpty() ? ofEvent : ofRequest;
        }
        Map<String, String> both = new HashMap<>(ofRequest);
        both.putAll(ofEvent);
        return both;
    }

    private static EventTime time(Transcoded.Encoded event, Facts facts, Delivery delivery) {
        Instant claimed = facts.time() == null ? event.time() : facts.time();
        Instant sentAt = facts.sentAt() == null ? event.sentAt() : facts.sentAt();
        if (sentAt == null) {
            sentAt = delivery.sentAt;
        }
        return EventTime.of(claimed, delivery.replay == null ? sentAt : null, delivery.receivedAt);
    }

    private static @Nullable OutgoingRecord rejected(
            Verdict.Invalid invalid, String id, int index, Delivery delivery, String receivedAt) {
        Integer schemaId = delivery.rejectedSchemaId;
        if (schemaId == null) {
            return null;
        }
        RejectedEvent rejection = new RejectedEvent.Origin(
                        id,
                        invalid.type(),
                        delivery.protocol,
                        invalid.key(),
                        index,
                        null,
                        null,
                        delivery.contentType,
                        stage(invalid.reason()),
                        delivery.receivedAt)
                .because(
                        invalid.reason(),
                        invalid.pointer(),
                        invalid.detail(),
                        invalid.schemaId(),
                        invalid.original().bytes(),
                        invalid.original().from(),
                        invalid.original().to());
        String key = invalid.key();
        return new OutgoingRecord(
                BuiltInTypes.EVENTS_REJECTED,
                // It may have been rejected for its key.
                key == null || !HeaderText.isKey(key) ? id : key,
                rejection.encode(schemaId),
                id,
                EventHeaders.DEFAULT_SOURCE,
                receivedAt,
                receivedAt,
                TimeFlag.OK,
                delivery.headers);
    }

    private static String stage(Reason reason) {
        return switch (reason) {
            case MALFORMED_JSON, NOT_AN_OBJECT, EVENT_TOO_LARGE, TOO_DEEP, DUPLICATE_FIELD, NO_SUCH_TYPE -> "decode";
            default -> "validate";
        };
    }
}
