package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.relay.cut.Course.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Origin ORIGIN = new Origin("t", "i", 0);
    private static final CutPolicy POLICY = new CutPolicy(Duration.ofSeconds(10), 1_000, 500);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final OptionalLong FAR = OptionalLong.of(100_000);

    private final Course course = new Course();

    @BeforeEach
    void readsFromTen() {
        course.located(new Standing.Settled(ORIGIN, 10, 10));
    }

    @Test
    void timerStartsWithTheFirstBufferedRecord() {
        assertThat(course.due(POLICY, NOON.plusSeconds(999), FAR, false)).isEmpty();
        course.buffered(1, 10, NOON);
        course.buffered(1, 10, NOON.plusSeconds(9));

        assertThat(course.due(POLICY, NOON.plusMillis(9_999), FAR, false)).isEmpty();
        assertThat(course.due(POLICY, NOON.plusSeconds(10), FAR, false)).contains(CutReason.AGE);
    }

    @Test
    void cutsBySizeWhateverRemains() {
        course.buffered(3, 999, NOON);
        assertThat(course.due(POLICY, NOON, FAR, false)).isEmpty();
        course.buffered(1, 1, NOON);

        assertThat(course.due(POLICY, NOON, FAR, false)).contains(CutReason.SIZE);
    }

    @Test
    void cutsByNumberOnlyWhenFewRemain() {
        course.buffered(500, 1, NOON);

        assertThat(course.due(POLICY, NOON, OptionalLong.of(500), false)).isEmpty();
        assertThat(course.due(POLICY, NOON, OptionalLong.empty(), false)).isEmpty();
        assertThat(course.due(POLICY, NOON, OptionalLong.of(499), false)).contains(CutReason.CAUGHT_UP);
    }

    @Test
    void fewerRecordsThanThatWaitForTheTimer() {
        course.buffered(499, 1, NOON);

        assertThat(course.due(POLICY, NOON, OptionalLong.of(0), false)).isEmpty();
    }

    @Test
    void markersAloneMoveTheCommitButNotTheRangesBegin() {
        assertThat(course.advanceDue(POLICY, 12, NOON)).isFalse();
        assertThat(course.advanceDue(POLICY, 12, NOON.plusSeconds(10))).isTrue();
        course.advanced(12);
        course.buffered(1, 1, NOON);

        assertThat(course.ledger().committed()).isEqualTo(12);
        assertThat(course.cut(20)).isEqualTo(new Range(ORIGIN, 10, 20));
        assertThat(course.ledger().committed()).isEqualTo(12);
    }

    @Test
    void nothingNewIsCutWhileAnIntentIsPending() {
        course.restart();
        Intent intent = intent(new Range(ORIGIN, 10, 30));
        course.located(new Standing.Unfinished(intent, 10));

        assertThat(course.phase()).isEqualTo(Phase.STORE);
        assertThatThrownBy(() -> course.cut(20)).isInstanceOf(IllegalStateException.class);
        course.stored();
        course.committed();
        assertThat(course.ledger().from()).isEqualTo(30);
    }

    @Test
    void intentMustBeForWhatWasCut() {
        course.buffered(1, 1, NOON);
        course.cut(20);

        assertThatThrownBy(() -> course.encoded(intent(new Range(ORIGIN, 10, 21))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void goneIsForEver() {
        course.drop();
        course.restart();
        course.stop();

        assertThat(course.phase()).isEqualTo(Phase.GONE);
    }

    static Intent intent(Range range) {
        return new Intent(range, "s3://b", "key-" + range.from() + "-" + range.until(), "ndjson-1", "zstd-1", "sha");
    }
}
