package io.freshet.relay.source;

import io.freshet.relay.encode.SourceRecord;
import io.freshet.relay.encode.SourceRecord.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Kafka's records as the encoder knows them. */
public final class Records {
    /** What a record holds in memory beside its bytes, about. */
    private static final long OVERHEAD = 64;

    private static final String EVENT_TIME = "ce_time";

    private Records() {}

    public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new SourceRecord(record.offset(), record.timestamp(), record.key(), record.value(), headers);
    }

    /** Bytes of key, value and headers, and a little for what is around them. */
    public static long bytes(SourceRecord record) {
        byte[] key = record.key();
        byte[] value = record.value();
        long bytes = OVERHEAD + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        for (Header header : record.headers()) {
            byte[] content = header.value();
            bytes += header.name().length();
            bytes += content == null ? 0 : content.length;
        }
        return bytes;
    }

    /** What the record's {@code ce_time} says; empty where there is none that can be read. */
    static Optional<Instant> eventTime(SourceRecord record) {
        for (Header header : record.headers()) {
            byte[] value = header.value();
            if (value != null && header.name().equals(EVENT_TIME)) {
                return parsed(new String(value, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> parsed(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
