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
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Makes the records of a job's result topic: CloudEvents like any other event. Safe for any number of threads. */
final class ResultRecords {
    /** {@code true} on the last result of a key and window. */
    static final String FINAL = "freshet_final";

    /** Of the one event that causes a result. */
    private static final List<String> PASSED_ON = List.of("traceparent", "tracestate", Deduplicate.UNCERTAIN);

    private static final Header SPEC_VERSION = header(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_1);
    private static final Header AVRO = header(EventHeaders.CONTENT_TYPE, EventHeaders.AVRO);
    private static final Header TIME_OK = header(EventHeaders.TIME_FLAG, TimeFlag.OK.label());
    private static final Header IS_FINAL = header(FINAL, "true");
    private static final Header IS_NOT_FINAL = header(FINAL, "false");

    private final String job;
    private final Header source;
    private final Header type;

    /**
     * @param job its name
     * @param type of the results, which is their topic too
     */
    ResultRecords(String job, String type) {
        this.job = job;
        this.source = header(EventHeaders.SOURCE, "/freshet/jobs/" + job);
        this.type = header(EventHeaders.TYPE, type);
    }

    /** @param now stamps the Kafka record, until the broker does; nothing else depends on it */
    Record<byte[], byte[]> of(Result result, long now) {
        byte[] key = result.key().getBytes(StandardCharsets.UTF_8);
        Headers headers = new RecordHeaders()
                .add(SPEC_VERSION)
                .add(header(EventHeaders.ID, id(result)))
                .add(source)
                .add(type)
                .add(header(
                        EventHeaders.TIME, Instant.ofEpochMilli(result.time()).toString()))
                .add(new RecordHeader(EventHeaders.SUBJECT, key))
                .add(AVRO)
                .add(header(
                        EventHeaders.RECEIVED_AT,
                        Instant.ofEpochMilli(result.arrival()).toString()))
                .add(TIME_OK)
                .add(result.isFinal() ? IS_FINAL : IS_NOT_FINAL);
        if (result.cause() != null) {
            for (String name : PASSED_ON) {
                Header header = result.cause().headers().lastHeader(name);
                if (header != null) {
                    headers.add(header);
                }
            }
        }
        return new Record<>(key, result.value(), Math.max(0, now), headers);
    }

    /** Named by its content, and of fixed length however long the key is. */
    private String id(Result result) {
        String name = job + "/" + result.identity() + "/" + result.key();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
