package io.freshet.relay.source;

import io.freshet.model.EventHeaders;
import io.freshet.relay.encode.HeaderBlock;
import io.freshet.relay.encode.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Kafka's records as the encoder knows them. */
public final class Records {
    /** What a record holds in memory beside its bytes, about. */
    private static final long OVERHEAD = 64;

    private Records() {}

    public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(record.offset(), record.timestamp(), record.key(), record.value(), headers(record));
    }

    private static HeaderBlock headers(ConsumerRecord<byte[], byte[]> record) {
        HeaderBlock.Builder block = new HeaderBlock.Builder();
        for (Header header : record.headers()) {
            block.add(header.key(), header.value());
        }
        return block.build();
    }

    /** Bytes of key, value and headers, and a little for what is around them. */
    public static long bytes(SourceRecord record) {
        byte[] key = record.key();
        byte[] value = record.value();
        return OVERHEAD
                + (key == null ? 0 : key.length)
                + (value == null ? 0 : value.length)
                + record.headers().size();
    }

    /** What the record's {@code ce_time} says; empty where there is none that can be read. */
    static Optional<Instant> eventTime(SourceRecord record) {
        byte[] value = record.headers().first(EventHeaders.TIME);
        return value == null ? Optional.empty() : parsed(new String(value, StandardCharsets.UTF_8));
    }

    private static Optional<Instant> parsed(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
