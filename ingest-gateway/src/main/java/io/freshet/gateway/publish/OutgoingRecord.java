package io.freshet.gateway.publish;

import io.freshet.model.TimeFlag;
import org.jspecify.annotations.Nullable;

/**
 * A record ready for its topic.
 *
 * @param topic the event type's name too
 * @param key null for a rejected event whose key could not be read
 * @param value Avro in the Confluent wire format
 * @param time the event's time, ISO-8601 in UTC
 * @param receivedAt when the gateway had the whole request, ISO-8601 in UTC
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record OutgoingRecord(
        String topic,
        @Nullable String key,
        byte[] value,
        String id,
        String source,
        String time,
        String receivedAt,
        TimeFlag timeFlag) {
    /** Headers and the record's own framing, generously. */
    private static final int OVERHEAD = 320;

    /** About how much memory the record holds while it is under way. */
    public int bytes() {
        return value.length + (key == null ? 0 : 2 * key.length()) + id.length() + source.length() + OVERHEAD;
    }
}
