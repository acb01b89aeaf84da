package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.relay.cut.Course.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * The protocol against a model of broker and store: whatever the order of steps and crashes, the stored ranges follow one
 * another, and a key never stands for two ranges.
 */
class CoursePropertiesTest {
    private static final Origin ORIGIN = new Origin("t", "i", 0);
    private static final CutPolicy POLICY = new CutPolicy(Duration.ofSeconds(1), 100, 10);
    private static final Instant NOW = Instant.EPOCH;

    enum Event {
        READ,
        MARKER,
        CUT,
        STEP,
        CRASH
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.just(Event.READ)),
                        Tuple.of(2, Arbitraries.just(Event.MARKER)),
                        Tuple.of(3, Arbitraries.just(Event.CUT)),
                        Tuple.of(10, Arbitraries.just(Event.STEP)),
                        Tuple.of(2, Arbitraries.just(Event.CRASH)))
                .list()
                .ofMaxSize(200);
    }

    @Property
    void rangesAreContiguousWhateverHappens(@ForAll("events") List<Event> events) {
        Model model = new Model();
        events.forEach(model::happen);
        long end = 0;
        for (Range range : model.stored.values()) {
            assertThat(range.from()).isEqualTo(end);
            end = range.until();
        }
        assertThat(model.committedOffset).isGreaterThanOrEqualTo(end == 0 ? 0 : model.lastSettled);
    }

    /** Broker and store as they survive a crash, and the relay's own memory, which does not. */
    private static final class Model {
        private final Map<String, Range> stored = new LinkedHashMap<>();
        private long committedOffset;
        private @Nullable String committedNote;
        private long lastSettled;
        private Course course = new Course();
        private long position;

        void happen(Event event) {
            switch (event) {
                case READ -> read(1);
                case MARKER -> read(0);
                case CUT -> cut();
                case STEP -> step();
                case CRASH -> course = new Course();
            }
        }

        private void read(int records) {
            if (!course.reading()) {
                return;
            }
            position++;
            if (records > 0) {
                course.buffered(records, 1, NOW);
            } else {
                course.advanceDue(POLICY, position, NOW);
                if (course.advanceDue(POLICY, position, NOW.plusSeconds(1))) {
                    commit(position, new CommitNote.Settled("i", course.ledger().from()));
                    course.advanced(position);
                }
            }
        }

        private void cut() {
            if (course.reading() && course.records() > 0) {
                course.cut(position);
            }
        }

        private void step() {
            switch (course.phase()) {
                case LOCATE -> locate();
                case START -> {
                    commit(
                            course.ledger().committed(),
                            new CommitNote.Settled("i", course.ledger().from()));
                    course.startCommitted();
                }
                case ENCODE -> {
                    Range range = course.ledger().cutting();
                    if (range != null) {
                        course.encoded(CourseTest.intent(range));
                    }
                }
                case INTEND -> {
                    commit(course.ledger().committed(), new CommitNote.Pending(course.intent(), Optional.empty()));
                    course.intended();
                }
                case STORE -> {
                    Intent intent = course.intent();
                    Range before = stored.putIfAbsent(intent.key(), intent.range());
                    assertThat(before == null || before.equals(intent.range())).isTrue();
                    course.stored();
                }
                case COMMIT -> {
                    lastSettled = course.intent().range().until();
                    commit(lastSettled, new CommitNote.Settled("i", lastSettled));
                    course.committed();
                }
                case READ, STOPPED, GONE -> {}
            }
        }

        private void locate() {
            if (committedNote == null) {
                course.located(new Standing.Fresh(ORIGIN, 0));
            } else {
                CommitNote note = CommitNotes.read("t", 0, committedNote).orElseThrow();
                course.located(
                        switch (note) {
                            case CommitNote.Pending(Intent intent, var epoch) ->
                                new Standing.Unfinished(intent, committedOffset);
                            case CommitNote.Settled settled ->
                                new Standing.Settled(ORIGIN, settled.from(), committedOffset);
                        });
            }
            Range pending = course.ledger().cutting();
            position = course.phase() == Phase.STORE && pending != null ? pending.until() : committedOffset;
        }

        private void commit(long offset, CommitNote note) {
            assertThat(offset).isGreaterThanOrEqualTo(committedOffset);
            committedOffset = offset;
            committedNote = CommitNotes.write(note);
        }
    }
}
