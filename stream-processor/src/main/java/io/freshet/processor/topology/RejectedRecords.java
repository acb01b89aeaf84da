package io.freshet.processor.topology;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import io.freshet.model.WireFormat;
import io.freshet.processor.declare.Failure;
import io.freshet.processor.watermark.RecordTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of {@code events.rejected}. A function of the record alone: the same one, rejected again, has the same
 * id.
 *
 * @param schemaId the registry's of the schema of {@code events.rejected}
 * @param topicIds of the source topics by name: a name alone would repeat positions when the topic is made anew
 */
public record RejectedRecords(int schemaId, Map<String, String> topicIds) {
    private static final String STAGE = "processor";
    private static final byte[] NOTHING = {};
    private static final int LONGEST_KEY = 1_024;

    /** Of bytes that are no event of the source's type: the same from every job that reads them. */
    Record<byte[], byte[]> undecodable(SourceRecord source, Failure why) {
        return of(source, why, "");
    }

    /** Of an event that one job could not use. */
    Record<byte[], byte[]> unusable(String job, SourceRecord source, Failure why) {
        return of(source, why, "/" + job);
    }

    private Record<byte[], byte[]> of(SourceRecord source, Failure why, String suffix) {
        byte[] value = source.value() == null ? NOTHING : source.value();
        byte[] key = source.key();
        String place = topicIds.getOrDefault(source.topic(), source.topic()) + "/" + source.partition() + "/"
                + source.offset() + suffix;
        Instant arrival = RecordTime.arrival(source.header(EventHeaders.RECEIVED_AT), source.appendedAt());
        RejectedEvent rejected = new RejectedEvent.Origin(
                        place,
                        source.topic(),
                        STAGE,
                        key == null ? null : text(key),
                        null,
                        source.header(EventHeaders.SOURCE),
                        place,
                        EventHeaders.AVRO,
                        STAGE,
                        arrival)
                .because(why.reason(), "", why.detail(), writerOf(value), value, 0, value.length);
        return new Record<>(utf8(place), rejected.encode(schemaId), source.appendedAt(), headers(place, arrival));
    }

    /** Of a result that no topic would take: a list or a text in it has grown too long. */
    Record<byte[], byte[]> result(String job, TaskContext.Result result, byte[] value) {
        Instant arrival = Instant.ofEpochMilli(result.arrival());
        String id = job + "/" + result.identity() + "/" + result.key();
        RejectedEvent rejected = new RejectedEvent.Origin(
                        id,
                        job,
                        STAGE,
                        result.key(),
                        null,
                        "/freshet/jobs/" + job,
                        null,
                        EventHeaders.AVRO,
                        STAGE,
                        arrival)
                .because(
                        Reason.EVENT_TOO_LARGE,
                        "",
                        "the result is too large for its topic",
                        writerOf(value),
                        value,
                        0,
                        value.length);
        return new Record<>(utf8(id), rejected.encode(schemaId), Math.max(0, result.arrival()), headers(id, arrival));
    }

    /** A key may be as long as a record; its beginning is enough to find it by. */
    private static String text(byte[] key) {
        return new String(key, 0, Math.min(key.length, LONGEST_KEY), StandardCharsets.UTF_8);
    }

    private static @Nullable Integer writerOf(byte[] value) {
        return WireFormat.isFramed(value) ? WireFormat.schemaId(value) : null;
    }

    private static Headers headers(String id, Instant arrival) {
        return new RecordHeaders()
                .add(EventHeaders.SPEC_VERSION, utf8(EventHeaders.SPEC_VERSION_1))
                .add(EventHeaders.ID, utf8(id))
                .add(EventHeaders.SOURCE, utf8("/freshet/processor"))
                .add(EventHeaders.TYPE, utf8(BuiltInTypes.EVENTS_REJECTED))
                .add(EventHeaders.TIME, utf8(arrival.toString()))
                .add(EventHeaders.SUBJECT, utf8(id))
                .add(EventHeaders.CONTENT_TYPE, utf8(EventHeaders.AVRO))
                .add(EventHeaders.RECEIVED_AT, utf8(arrival.toString()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
