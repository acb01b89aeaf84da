package io.freshet.processor.topology;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record of a source topic, as it came, with the place where it stands.
 *
 * @param appendedAt the broker's time of the record, milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SourceRecord(
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        long appendedAt,
        String topic,
        int partition,
        long offset) {

    static SourceRecord of(Record<byte[], byte[]> kafka, RecordMetadata place) {
        return new SourceRecord(
                kafka.key(),
                kafka.value(),
                kafka.headers(),
                kafka.timestamp(),
                place.topic(),
                place.partition(),
                place.offset());
    }

    /** The text of the first header of this name: where one is repeated, the first is the gateway's. */
    public @Nullable String header(String name) {
        Iterator<Header> named = headers.headers(name).iterator();
        byte[] text = named.hasNext() ? named.next().value() : null;
        return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }

    /** Bytes of key, value and headers. */
    int size() {
        int size = (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        for (Header header : headers) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    /** {@code topic/partition/offset}: names this record for as long as the topic lives. */
    public String position() {
        return topic + "/" + partition + "/" + offset;
    }
}
