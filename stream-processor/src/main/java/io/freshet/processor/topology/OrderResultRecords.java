package io.freshet.processor.topology;

import io.freshet.model.EventHeaders;
import io.freshet.model.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Makes the records of a job's result topic: CloudEvents like any other event. */
final class OrderResultRecords {
    private final String job;

    OrderResultRecords(String job) {
        this.job = job;
    }

    /**
     * The result that follows from {@code cause}.
     *
     * @param time of the causing event, which becomes the result's: a window's end would often lie in the future
     * @param count the number of this result in its window, which makes its id: the same result always has the same id
     */
    Record<byte[], byte[]> of(
            SourceRecord cause, EventTime time, String customer, long windowStart, long count, byte[] value) {
        Headers headers = new RecordHeaders();
        add(headers, EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_1);
        add(headers, EventHeaders.ID, id(customer, windowStart, count));
        add(headers, EventHeaders.SOURCE, "/freshet/jobs/" + job);
        add(headers, EventHeaders.TYPE, job);
        add(headers, EventHeaders.TIME, time.time().toString());
        add(headers, EventHeaders.SUBJECT, customer);
        add(headers, EventHeaders.CONTENT_TYPE, EventHeaders.AVRO);
        add(headers, EventHeaders.RECEIVED_AT, cause.header(EventHeaders.RECEIVED_AT));
        add(headers, EventHeaders.TIME_FLAG, time.flag().label());
        return new Record<>(customer.getBytes(StandardCharsets.UTF_8), value, cause.appendedAt(), headers);
    }

    /** Named by its content, and of fixed length however long the customer's id is. */
    private String id(String customer, long windowStart, long count) {
        String name = job + "/" + Instant.ofEpochMilli(windowStart) + "/" + count + "/" + customer;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
