package io.freshet.gateway.publish;

import io.freshet.model.TimeFlag;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record ready for its topic.
 *
 * @param topic the event type's name too
 * @param key null for a rejected event whose key could not be read
 * @param value Avro in the Confluent wire format
 * @param time the event's time, ISO-8601 in UTC
 * @param headers more Kafka headers by name, values UTF-8; they go before ours of the same name
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
        TimeFlag timeFlag,
        Map<String, String> headers) {
    /** Headers and the record's own framing, generously. */
    private static final int OVERHEAD = 320;

    private static final int HEADER_OVERHEAD = 64;

    /** About how much memory the record holds while it is under way. */
    public int bytes() {
        int own = value.length + (key == null ? 0 : 2 * key.length()) + id.length() + source.length() + OVERHEAD;
        return headers.isEmpty() ? own : own + headerBytes();
    }

    private int headerBytes() {
        int bytes = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            bytes += header.getKey().length() + 2 * header.getValue().length() + HEADER_OVERHEAD;
        }
        return bytes;
    }
}
