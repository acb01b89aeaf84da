package io.freshet.relay.source;

import io.freshet.relay.encode.SourceRecord;
import io.freshet.relay.encode.SourceRecord.Header;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Kafka's records as the encoder knows them. */
final class Records {
    /** What a record holds in memory beside its bytes, about. */
    private static final long OVERHEAD = 64;

    private Records() {}

    static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new SourceRecord(record.offset(), record.timestamp(), record.key(), record.value(), headers);
    }

    /** Bytes of key, value and headers, and a little for what is around them. */
    static long bytes(SourceRecord record) {
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
}
