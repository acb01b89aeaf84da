package io.freshet.processor.topology;

import java.nio.charset.StandardCharsets;
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
    static final String WATERMARK = "freshet_late_watermark";

    private LateRecords() {}

    static Record<byte[], byte[]> of(SourceRecord late, long windowStart, long windowEnd, long watermark) {
        Headers headers = new RecordHeaders(late.kafka().headers().toArray());
        headers.add(POSITION, late.position().getBytes(StandardCharsets.UTF_8));
        headers.add(WINDOW_START, time(windowStart));
        headers.add(WINDOW_END, time(windowEnd));
        headers.add(WATERMARK, time(watermark));
        return late.kafka().withHeaders(headers);
    }

    private static byte[] time(long millis) {
        return Instant.ofEpochMilli(millis).toString().getBytes(StandardCharsets.UTF_8);
    }
}
