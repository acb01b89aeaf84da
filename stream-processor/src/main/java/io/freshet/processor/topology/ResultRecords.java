package io.freshet.processor.topology;

import io.freshet.model.EventHeaders;
import io.freshet.model.TimeFlag;
import io.freshet.processor.topology.TaskContext.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the records of a job's result topic: CloudEvents like any other event.
 *
 * @param job its name
 * @param type of the results, which is their topic too
 */
record ResultRecords(String job, String type) {
    /** {@code true} on the last result of a key and window. */
    static final String FINAL = "freshet_final";

    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    /** @param now stamps the Kafka record, until the broker does; nothing else depends on it */
    Record<byte[], byte[]> of(Result result, long now) {
        Headers headers = new RecordHeaders();
        add(headers, EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_1);
        add(headers, EventHeaders.ID, id(result));
        add(headers, EventHeaders.SOURCE, "/freshet/jobs/" + job);
        add(headers, EventHeaders.TYPE, type);
        add(headers, EventHeaders.TIME, Instant.ofEpochMilli(result.time()).toString());
        add(headers, EventHeaders.SUBJECT, result.key());
        add(headers, EventHeaders.CONTENT_TYPE, EventHeaders.AVRO);
        add(
                headers,
                EventHeaders.RECEIVED_AT,
                Instant.ofEpochMilli(result.arrival()).toString());
        add(headers, EventHeaders.TIME_FLAG, TimeFlag.OK.label());
        add(headers, FINAL, Boolean.toString(result.isFinal()));
        if (result.cause() != null) {
            for (String name : TRACE) {
                Header trace = result.cause().headers().lastHeader(name);
                if (trace != null) {
                    headers.add(trace);
                }
            }
        }
        return new Record<>(result.key().getBytes(StandardCharsets.UTF_8), result.value(), Math.max(0, now), headers);
    }

    /** Named by its content, and of fixed length however long the key is. */
    private String id(Result result) {
        String name = job + "/" + result.identity() + "/" + result.key();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
