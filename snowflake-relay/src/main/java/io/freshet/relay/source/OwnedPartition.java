package io.freshet.relay.source;

import io.freshet.relay.cut.Course;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private @Nullable SourceRecord first;
    private @Nullable Instant intendedSince;
    private @Nullable Instant failingSince;
    private Optional<Integer> committedEpoch = Optional.empty();
    private Optional<Integer> readEpoch = Optional.empty();
    private int unreadable;
    private @Nullable String unreadableWhy;
    private @Nullable String truncatedTopicId;

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

    /** When Kafka took the first record of the range; null while there is none. */
    @Nullable
    Instant oldest() {
        return first == null ? null : Instant.ofEpochMilli(first.timestamp());
    }

    /** The first record of the range, until the range is behind us. */
    @Nullable
    SourceRecord first() {
        return first;
    }

    /** Since when a range waits to be stored and committed. */
    @Nullable
    Instant intendedSince() {
        return intendedSince;
    }

    void intended(Instant now) {
        intendedSince = now;
    }

    /** Since when nothing succeeds. */
    @Nullable
    Instant failingSince() {
        return failingSince;
    }

    /** @param epoch of the leader that wrote it */
    void buffer(SourceRecord record, Optional<Integer> epoch, Instant now) {
        if (first == null) {
            first = record;
        }
        records.add(record);
        readEpoch = epoch;
        course.buffered(1, Records.bytes(record), now);
        unreadable = 0;
        unreadableWhy = null;
    }

    /** Of the record before the committed offset, where it is known. */
    Optional<Integer> committedEpoch() {
        return committedEpoch;
    }

    /** Of the last record of the range, where it is known. */
    Optional<Integer> readEpoch() {
        return readEpoch;
    }

    void committedWith(Optional<Integer> epoch) {
        committedEpoch = epoch;
        readEpoch = Optional.empty();
    }

    /** Another owner had read the pending range, and noted this. */
    void intendedWith(Optional<Integer> epoch) {
        readEpoch = epoch;
    }

    /** Reading it failed, and not because the broker is away; counted until a record comes again. */
    int countUnreadable(String why) {
        unreadableWhy = why;
        return ++unreadable;
    }

    /**
     * The broker says that it lost what was relayed; the first time it is asked anew, because the topic may be another by now.
     *
     * @return whether it says so again, of the same topic
     */
    boolean truncatedAgain() {
        String topicId = course.isLocated() ? course.ledger().origin().topicId() : null;
        boolean again = topicId != null && topicId.equals(truncatedTopicId);
        truncatedTopicId = topicId;
        return again;
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
        failingSince = null;
        trouble = unreadableWhy;
        notBefore = Instant.MIN;
    }

    void failed(String why, Instant now, Duration pause) {
        working = false;
        failingSince = failingSince == null ? now : failingSince;
        trouble = why;
        notBefore = now.plus(pause);
    }

    /** One more failure in a row. */
    int countFailure() {
        return ++failures;
    }

    /** The range is behind us. */
    void release() {
        records = new ArrayList<>();
        file = null;
        first = null;
        intendedSince = null;
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
        readEpoch = Optional.empty();
        release();
    }
}
