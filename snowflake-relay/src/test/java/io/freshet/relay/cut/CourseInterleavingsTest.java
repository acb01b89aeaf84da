package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.relay.cut.OneTruth.Owner;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * The protocol as three owners of one partition may live it, in any order: steps, answers that are lost, refusals, crashes, pauses through
 * which the partition goes to another, rebalances with and without notice, offsets that expire. Whatever happens, a key has one content, no
 * record is in two files, and once peace returns none is missing.
 */
class CourseInterleavingsTest {
    private static final int OWNERS = 3;

    enum Happening {
        PRODUCE,
        MARKER,
        READ,
        CUT,
        STEP,
        STEP_AND_LOSE_THE_ANSWER,
        REFUSE,
        CRASH,
        TAKE_OVER_POLITELY,
        TAKE_OVER_UNNOTICED,
        NOTICE,
        EXPIRE_OFFSETS
    }

    record Event(Happening happening, int owner) {}

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Happening> happenings = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Happening.PRODUCE)),
                Tuple.of(1, Arbitraries.just(Happening.MARKER)),
                Tuple.of(8, Arbitraries.just(Happening.READ)),
                Tuple.of(5, Arbitraries.just(Happening.CUT)),
                Tuple.of(20, Arbitraries.just(Happening.STEP)),
                Tuple.of(5, Arbitraries.just(Happening.STEP_AND_LOSE_THE_ANSWER)),
                Tuple.of(2, Arbitraries.just(Happening.REFUSE)),
                Tuple.of(1, Arbitraries.just(Happening.CRASH)),
                Tuple.of(1, Arbitraries.just(Happening.TAKE_OVER_POLITELY)),
                Tuple.of(2, Arbitraries.just(Happening.TAKE_OVER_UNNOTICED)),
                Tuple.of(1, Arbitraries.just(Happening.NOTICE)),
                Tuple.of(1, Arbitraries.just(Happening.EXPIRE_OFFSETS)));
        return Combinators.combine(happenings, Arbitraries.integers().between(0, OWNERS - 1))
                .as(Event::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(300);
    }

    @Property(tries = 3_000)
    void eachRecordIsInOneFileWhateverHappens(@ForAll("events") List<Event> events) {
        OneTruth truth = new OneTruth(OWNERS);
        events.forEach(event -> happen(truth, event));
        truth.assertNothingTwice();
        truth.peace();
        truth.assertNothingTwice();
        assertThat(truth.stored()).containsExactlyInAnyOrderElementsOf(truth.produced());
    }

    private static void happen(OneTruth truth, Event event) {
        Owner owner = truth.owner(event.owner());
        switch (event.happening()) {
            case PRODUCE -> truth.produce();
            case MARKER -> truth.marker();
            case READ -> owner.read();
            case CUT -> owner.cut();
            case STEP -> owner.step(true);
            case STEP_AND_LOSE_THE_ANSWER -> owner.step(false);
            case REFUSE -> owner.refused();
            case CRASH -> owner.crash();
            case TAKE_OVER_POLITELY -> truth.takeOver(owner, true);
            case TAKE_OVER_UNNOTICED -> truth.takeOver(owner, false);
            case NOTICE -> owner.notice();
            case EXPIRE_OFFSETS -> truth.expireOffsets();
        }
    }
}
