package io.freshet.model.json;

import io.freshet.model.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one JSON event. A value, never an exception: bad input is ordinary. */
public sealed interface Transcoded {

    /**
     * The event fits its type.
     *
     * @param value Avro in the Confluent wire format, ready to be a Kafka record value
     * @param key the entity key, not empty
     * @param id of {@code freshet.id} or of {@code _meta.id}; null where the sender gave none
     * @param source of {@code _meta.source}; null where the sender gave none
     * @param time of {@code freshet.time}; null where the type names no such field or the event left it out
     * @param sentAt of {@code _meta.sent_at}; null where the sender gave none
     */
    @SuppressWarnings("ArrayRecordComponent") // a record value for Kafka, handed over, never compared
    record Encoded(
            byte[] value,
            String key,
            @Nullable String id,
            @Nullable String source,
            @Nullable Instant time,
            @Nullable Instant sentAt)
            implements Transcoded {}

    /**
     * The event does not fit its type.
     *
     * @param pointer JSON pointer (RFC 6901) to the offending value; empty for the whole event
     * @param detail one sentence for the sender: what was found, what was expected; never the value of another field
     * @param id the event's id where it could be read nevertheless, so that the rejected record can be found by it
     * @param resumable whether the parser now stands at the event's last token, so that the next event can be read; false
     *     after a syntax error, when nothing more of this body can be trusted
     */
    record Refused(
            Reason reason,
            String pointer,
            String detail,
            @Nullable String id,
            boolean resumable) implements Transcoded {}
}
