package io.freshet.processor.topology;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record of the source topic with the place where it stands.
 *
 * @param kafka its timestamp is the broker's
 */
record SourceRecord(Record<byte[], byte[]> kafka, RecordMetadata place) {

    /** The text of the first header of this name: where one is repeated, the first is the gateway's. */
    @Nullable
    String header(String name) {
        Iterator<Header> named = kafka.headers().headers(name).iterator();
        byte[] value = named.hasNext() ? named.next().value() : null;
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** {@code topic/partition/offset}: names this record for as long as the topic lives. */
    String position() {
        return place.topic() + "/" + place.partition() + "/" + place.offset();
    }
}
