package io.freshet.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.dedupe.DedupeRule;
import io.freshet.processor.dedupe.EventHash;
import io.freshet.processor.state.RememberedEvents.Sight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RememberedEventsTest {
    private static final DedupeRule DAY = new DedupeRule(1_000, 3);

    private final Map<String, MapStore> stores = new HashMap<>();
    private final EventHash hash = new EventHash();

    private RememberedEvents open(DedupeRule rule) {
        return new RememberedEvents(name -> stores.computeIfAbsent(name, n -> new MapStore()), plan(), rule);
    }

    /** Only its name matters to stores. */
    static JobPlan plan() {
        return new JobPlan(
                "job", List.of(), null, null, Optional.empty(), Optional.empty(), null, "into", null, null, 1, "");
    }

    private Sight see(RememberedEvents events, String id, long at) {
        return events.see(hash.of("t", "s", id), at);
    }

    @Test
    void aSecondOneIsKnownExactlyAsLongAsItIsRemembered() {
        RememberedEvents events = open(DAY);
        assertThat(see(events, "a", 0)).isEqualTo(Sight.NEW);
        assertThat(see(events, "a", 1_000)).isEqualTo(Sight.KNOWN);
        assertThat(see(events, "a", 1_001)).isEqualTo(Sight.NEW);
    }

    @Test
    void overTheBoundEventsPassAndSayThatTheyMayBeRepetitions() {
        RememberedEvents events = open(DAY);
        for (String id : List.of("a", "b", "c")) {
            assertThat(see(events, id, 0)).isEqualTo(Sight.NEW);
        }
        assertThat(see(events, "d", 1)).isEqualTo(Sight.UNCERTAIN);
        assertThat(see(events, "a", 2)).as("forgotten early, never dropped").isEqualTo(Sight.UNCERTAIN);
        assertThat(see(events, "d", 3))
                .as("what is remembered is known all the same")
                .isEqualTo(Sight.KNOWN);
        assertThat(see(events, "e", 1_001))
                .as("all that was forgotten would be over now")
                .isEqualTo(Sight.NEW);
    }

    @Test
    void goesOnAfterARestart() {
        see(open(DAY), "a", 0);
        RememberedEvents again = open(DAY);
        assertThat(see(again, "a", 1)).isEqualTo(Sight.KNOWN);
        assertThat(see(again, "b", 1)).isEqualTo(Sight.NEW);
        assertThat(see(again, "b", 2)).isEqualTo(Sight.KNOWN);
    }

    @Property
    void neverDropsANewOneAndStaysWithinItsBound(
            @ForAll @IntRange(min = 1, max = 8) int entries,
            @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 11) Integer> ids,
            @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 9) Integer> steps) {
        stores.clear();
        DedupeRule rule = new DedupeRule(20, entries);
        RememberedEvents events = open(rule);
        Map<Integer, Long> last = new HashMap<>();
        long now = 0;
        for (int n = 0; n < Math.min(ids.size(), steps.size()); n++) {
            now += steps.get(n);
            int id = ids.get(n);
            Sight sight = see(events, Integer.toString(id), now);
            boolean repeated = last.containsKey(id) && now - last.get(id) <= 20;
            if (sight == Sight.KNOWN) {
                assertThat(repeated).as("%s at %s", id, now).isTrue();
            } else {
                assertThat(repeated && sight == Sight.NEW)
                        .as("a repetition that passes says that it may be one")
                        .isFalse();
                last.put(id, now);
            }
            assertThat(stores.get("job-v1-seen").size()).isLessThanOrEqualTo(entries);
            assertThat(stores.get("job-v1-seen-order").size()).isLessThanOrEqualTo(entries);
        }
    }
}
