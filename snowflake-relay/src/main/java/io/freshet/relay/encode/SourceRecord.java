package io.freshet.relay.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.model.EventHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it was read.
 *
 * @param timestamp milliseconds since 1970
 * @param value null is a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a record, handed over, never compared
public record SourceRecord(
        long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value, HeaderBlock headers) {
    private static final byte[] CONTROL = EventHeaders.CONTROL.getBytes(UTF_8);

    public SourceRecord(
            long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        this(offset, timestamp, key, value, HeaderBlock.of(headers));
    }

    /** Whether it says something of the stream and is no event itself, as the marker at the end of data. */
    public boolean isControl() {
        return headers.has(CONTROL);
    }

    /** A record header; a name may occur more than once. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Header(String name, byte @Nullable [] value) {}
}
