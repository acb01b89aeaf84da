package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.relay.cut.Course.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Broker, store and manifest as a model: what survives, whoever dies. The rows of a file are the offsets of its records. */
final class OneTruth {
    private static final Origin ORIGIN = new Origin("t", "i", 0);

    private final Set<Long> records = new HashSet<>();
    private final Map<String, List<Long>> objects = new LinkedHashMap<>();
    private final Map<String, Range> ranges = new HashMap<>();
    private final List<Owner> owners;
    private long end;
    private long highWater = -1;
    private long offset;
    private @Nullable String note;
    private @Nullable Owner assigned;

    OneTruth(int owners) {
        this.owners = IntStream.range(0, owners).mapToObj(n -> new Owner()).toList();
    }

    Owner owner(int n) {
        return owners.get(n);
    }

    void produce() {
        records.add(end++);
    }

    void marker() {
        end++;
    }

    Set<Long> produced() {
        return records;
    }

    List<Long> stored() {
        return objects.values().stream().flatMap(List::stream).toList();
    }

    void assertNothingTwice() {
        assertThat(stored()).doesNotHaveDuplicates();
    }

    void takeOver(Owner next, boolean politely) {
        if (politely && assigned != null && assigned != next) {
            assigned.notice();
        }
        assigned = next;
        next.begin();
    }

    /** Brokers forget the offsets of a group without members, after days: nobody is at work then. */
    void expireOffsets() {
        if (owners.stream().allMatch(owner -> owner.course == null)) {
            note = null;
            offset = 0;
        }
    }

    /** All but one die, and that one has all the time that it needs. */
    void peace() {
        owners.forEach(Owner::crash);
        Owner last = owners.getFirst();
        takeOver(last, true);
        for (int round = 0; round < 10 * (int) end + 50; round++) {
            last.step(true);
            last.read();
            if (round % 5 == 4) {
                last.cut();
            }
        }
    }

    /** One relay. */
    final class Owner {
        private @Nullable Course course;
        private long position;
        private List<Long> buffer = new ArrayList<>();
        private @Nullable List<Long> file;
        private boolean put;

        private void begin() {
            course = new Course();
            forget();
        }

        void crash() {
            course = null;
            forget();
        }

        /** Is told that the partition is another's. */
        void notice() {
            if (course != null) {
                course.drop();
            }
        }

        private void forget() {
            buffer = new ArrayList<>();
            file = null;
            put = false;
        }

        void read() {
            if (course == null || !course.reading() || position >= end) {
                return;
            }
            if (records.contains(position)) {
                buffer.add(position);
                course.buffered(1, 1, java.time.Instant.EPOCH);
            }
            position++;
        }

        void cut() {
            if (course != null && course.reading() && course.records() > 0) {
                course.cut(position);
            }
        }

        /** The store or the broker refuses: nothing happens. */
        void refused() {}

        /** @param answered false when what is done is done, but nobody tells us: it is done again */
        void step(boolean answered) {
            if (course == null) {
                return;
            }
            switch (course.phase()) {
                case LOCATE -> locate();
                case START ->
                    commit(course.ledger().committed(), settled(course.ledger().from()), answered, () -> {
                        course.startCommitted();
                        position = course.ledger().committed();
                    });
                case ENCODE -> encode();
                case INTEND ->
                    commit(
                            course.ledger().committed(),
                            new CommitNote.Pending(course.intent(), Optional.empty()),
                            answered,
                            course::intended);
                case STORE -> store(answered);
                case COMMIT -> {
                    long until = course.intent().range().until();
                    commit(until, settled(until), answered, () -> {
                        course.committed();
                        position = until;
                        forget();
                    });
                }
                case READ, STOPPED, GONE -> {}
            }
        }

        private CommitNote settled(long from) {
            return new CommitNote.Settled("i", from);
        }

        private void encode() {
            Range range = course.ledger().cutting();
            if (range != null) {
                file = List.copyOf(buffer);
                // Two owners may cut the same range at other times of day, so the name does not tell the range alone.
                course.encoded(CourseTest.intent(range));
            }
        }

        private void store(boolean answered) {
            Intent intent = course.intent();
            if (!put) {
                List<Long> content = file != null ? file : rebuild(course);
                if (objects.putIfAbsent(intent.key(), content) == null) {
                    ranges.put(intent.key(), intent.range());
                }
                assertThat(ranges.get(intent.key())).isEqualTo(intent.range());
                put = answered;
                return;
            }
            highWater = Math.max(highWater, intent.range().until());
            if (answered) {
                put = false;
                course.stored();
            }
        }

        private List<Long> rebuild(Course at) {
            return records.stream()
                    .filter(record -> record >= at.ledger().committed()
                            && record < at.intent().range().until())
                    .sorted()
                    .toList();
        }

        private void commit(long until, CommitNote what, boolean answered, Runnable then) {
            if (assigned != this) {
                course.restart();
                forget();
                return;
            }
            offset = until;
            note = CommitNotes.write(what);
            if (answered) {
                then.run();
            }
        }

        private void locate() {
            forget();
            Optional<CommitNote> found = note == null ? Optional.empty() : CommitNotes.read("t", 0, note);
            course.located(found.map(this::standing).orElseGet(() -> new Standing.Fresh(ORIGIN, byBooks())));
            if (course.phase() == Phase.READ) {
                position = course.ledger().committed();
            }
        }

        private long byBooks() {
            long listed = ranges.values().stream().mapToLong(Range::until).max().orElse(0);
            return Math.max(Math.max(0, highWater), listed);
        }

        private Standing standing(CommitNote found) {
            return switch (found) {
                case CommitNote.Pending(Intent intent, var epoch) -> new Standing.Unfinished(intent, offset);
                case CommitNote.Settled settled -> new Standing.Settled(ORIGIN, settled.from(), offset);
            };
        }
    }
}
