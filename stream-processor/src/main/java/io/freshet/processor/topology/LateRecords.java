package io.freshet.processor.topology;

import io.freshet.processor.topology.TaskContext.Lateness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the records of a job's topic of late events: key, value and headers as they came, so that they can be sent again, and
 * beside them why the job did not count the event.
 */
final class LateRecords {
    static final String POSITION = "freshet_late_position";
    static final String WINDOW_START = "freshet_late_window_start";
    static final String WINDOW_END = "freshet_late_window_end";
    static final String WINDOWS = "freshet_late_windows";
    static final String COUNTED = "freshet_late_counted";
    static final String WATERMARK = "freshet_late_watermark";
    static final String BY = "freshet_late_by";

    private LateRecords() {}

    static Record<byte[], byte[]> of(SourceRecord late, Lateness why) {
        Headers headers = new RecordHeaders(late.headers().toArray());
        add(headers, POSITION, late.position());
        add(headers, WINDOW_START, Instant.ofEpochMilli(why.windowStart()).toString());
        add(headers, WINDOW_END, Instant.ofEpochMilli(why.windowEnd()).toString());
        add(headers, WINDOWS, Integer.toString(why.missed()));
        add(headers, COUNTED, Integer.toString(why.counted()));
        add(headers, WATERMARK, Instant.ofEpochMilli(why.watermark()).toString());
        add(headers, BY, Duration.ofMillis(why.byMillis()).toString());
        return new Record<>(late.key(), late.value(), late.appendedAt(), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
