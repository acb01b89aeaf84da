package io.freshet.relay.source;

import io.freshet.relay.cut.Course;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A partition that is ours: its course, and what it holds in memory. Poll thread only. */
final class OwnedPartition {
    private final TopicPartition name;
    private final Course course = new Course();
    private Claim claim = new Claim();
    private List<SourceRecord> records = new ArrayList<>();
    private @Nullable Encoded file;
    private long fileHeld;
    private boolean working;
    private int failures;
    private Instant notBefore = Instant.MIN;
    private @Nullable String trouble;

    OwnedPartition(TopicPartition name) {
        this.name = name;
    }

    TopicPartition name() {
        return name;
    }

    Course course() {
        return course;
    }

    Claim claim() {
        return claim;
    }

    /** The records of the range, until they are encoded. */
    List<SourceRecord> records() {
        return records;
    }

    /** The encoded range, from INTEND to COMMIT; null when another owner had encoded it. */
    @Nullable
    Encoded file() {
        return file;
    }

    /** Bytes in memory: of the records, or of the file that they became and of the poison that did not. */
    long held() {
        return file == null ? course.bytes() : fileHeld;
    }

    /** Whether a step may begin now. */
    boolean idle(Instant now) {
        return !working && !now.isBefore(notBefore);
    }

    int failures() {
        return failures;
    }

    /** Why it is behind or stopped; null when all is well. */
    @Nullable
    String trouble() {
        return trouble;
    }

    void buffer(SourceRecord record, Instant now) {
        records.add(record);
        course.buffered(1, Records.bytes(record), now);
    }

    void encodedInto(Encoded bytes) {
        file = bytes;
        fileHeld = bytes.bytes().length
                + bytes.poison().stream()
                        .mapToLong(poison -> Records.bytes(poison.record()))
                        .sum();
        records = new ArrayList<>();
    }

    void working() {
        working = true;
    }

    void succeeded() {
        working = false;
        failures = 0;
        trouble = null;
        notBefore = Instant.MIN;
    }

    void failed(String why, Instant retryAt) {
        working = false;
        trouble = why;
        notBefore = retryAt;
    }

    /** One more failure in a row. */
    int countFailure() {
        return ++failures;
    }

    /** The range is behind us. */
    void release() {
        records = new ArrayList<>();
        file = null;
    }

    void restart() {
        renounce();
        course.restart();
    }

    void stop(String why) {
        renounce();
        course.stop();
        trouble = why;
    }

    void drop() {
        renounce();
        course.drop();
    }

    private void renounce() {
        claim.giveUp();
        claim = new Claim();
        working = false;
        release();
    }
}
