package io.freshet.gateway.publish;

import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.outcome.Posted;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import io.freshet.model.EventTime;
import io.freshet.model.EventType;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import io.freshet.model.TimeFlag;
import io.freshet.model.json.Transcoded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts verdicts into envelopes: each becomes a record for its topic, or for {@code events.rejected}. Any thread. */
public final class Envelopes {
    private static final String PROTOCOL = "http";

    private final Supplier<String> ids;

    /** @param ids makes an id for an event that has none; UUIDv7 in production */
    public Envelopes(Supplier<String> ids) {
        this.ids = ids;
    }

    /**
     * What came in one request.
     *
     * @param contentType as the sender gave it
     * @param rejectedSchemaId null as long as the registry has not told it: then there is no envelope for a rejected event
     */
    public record Delivery(
            EventType type,
            Body body,
            String contentType,
            @Nullable Integer rejectedSchemaId,
            Instant receivedAt) {}

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
        String receivedAt = delivery.receivedAt.toString();
        for (int i = 0; i < verdicts.size(); i++) {
            switch (verdicts.get(i)) {
                case Verdict.Valid(Transcoded.Encoded event) -> {
                    String id = event.id() == null ? ids.get() : event.id();
                    events.add(new Posted(id, event.key(), null));
                    records.add(accepted(event, id, delivery, receivedAt));
                }
                case Verdict.Invalid invalid -> {
                    String id = invalid.id() == null ? ids.get() : invalid.id();
                    events.add(new Posted(
                            id,
                            invalid.key(),
                            new Posted.Rejection(invalid.reason(), invalid.pointer(), invalid.detail())));
                    records.add(rejected(invalid, id, i, delivery, receivedAt));
                }
            }
        }
        return new Batch(events, records);
    }

    private static OutgoingRecord accepted(Transcoded.Encoded event, String id, Delivery delivery, String receivedAt) {
        EventTime time = EventTime.of(event.time(), delivery.receivedAt);
        boolean now = time.time().equals(delivery.receivedAt);
        return new OutgoingRecord(
                delivery.type.name(),
                event.key(),
                event.value(),
                id,
                event.source() == null ? EventHeaders.DEFAULT_SOURCE : event.source(),
                now ? receivedAt : time.time().toString(),
                receivedAt,
                time.flag());
    }

    private static @Nullable OutgoingRecord rejected(
            Verdict.Invalid invalid, String id, int index, Delivery delivery, String receivedAt) {
        Integer schemaId = delivery.rejectedSchemaId;
        if (schemaId == null) {
            return null;
        }
        RejectedEvent rejection = new RejectedEvent.Origin(
                        id,
                        delivery.type.name(),
                        PROTOCOL,
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
                        delivery.type.schemaId(),
                        delivery.body.bytes(),
                        invalid.from(),
                        invalid.to());
        return new OutgoingRecord(
                BuiltInTypes.EVENTS_REJECTED,
                invalid.key() == null ? id : invalid.key(),
                rejection.encode(schemaId),
                id,
                EventHeaders.DEFAULT_SOURCE,
                receivedAt,
                receivedAt,
                TimeFlag.OK);
    }

    private static String stage(Reason reason) {
        return switch (reason) {
            case MALFORMED_JSON, NOT_AN_OBJECT, EVENT_TOO_LARGE, TOO_DEEP, DUPLICATE_FIELD -> "decode";
            default -> "validate";
        };
    }
}
