package io.freshet.processor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.alert.ThresholdRule.Crossing;
import io.freshet.processor.alert.ThresholdRule.Kind;
import io.freshet.processor.alert.ThresholdRule.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThresholdRuleTest {
    private static final Path ROOM = Path.of("../examples/data/uci-occupancy-2015-02.csv");

    @Test
    void theRoomGoesAbove22FiveTimesWithHysteresisAndFifteenTimesWithout() throws IOException {
        List<Double> temperatures = temperatures();
        assertThat(kinds(new ThresholdRule(true, 22, 21.5, 0, 0), temperatures)).isEqualTo(pairs(5));
        assertThat(kinds(new ThresholdRule(true, 22, 22, 0, 0), temperatures)).isEqualTo(pairs(15));
    }

    @Test
    void theBoundsThemselvesAreNotAboveAndAreBehind() {
        ThresholdRule rule = new ThresholdRule(true, 25, 24.5, 0, 0);
        assertThat(kinds(rule, List.of(25.0, 25.1, 24.6, 24.5))).isEqualTo(pairs(1));
    }

    @Test
    void belowIsTheMirrorOfAbove() {
        ThresholdRule rule = new ThresholdRule(false, 5, 6, 0, 0);
        assertThat(kinds(rule, List.of(5.0, 4.9, 5.9, 6.0))).isEqualTo(pairs(1));
    }

    @Test
    void entersOnlyAfterTheLeastDurationAndSaysSinceWhen() {
        ThresholdRule rule = new ThresholdRule(true, 10, 10, 5, 0);
        List<Crossing> crossings = crossings(rule, List.of(11.0, 11.0, 9.0, 11.0, 11.0, 11.0, 12.0), 2);
        assertThat(crossings).containsExactly(new Crossing(Kind.ENTER, 12, 6, 12.0));
    }

    @Test
    void exactlyTheLeastDurationIsEnoughAndAMillisecondLessIsNot() {
        ThresholdRule rule = new ThresholdRule(true, 10, 10, 1_000, 0);
        ThresholdState entering = rule.after(ThresholdState.OUT, 0, 11).state();
        assertThat(rule.after(entering, 999, 11).crossing()).isEmpty();
        assertThat(rule.after(entering, 1_000, 11).crossing()).isPresent();
    }

    @Test
    void aValueThatIsNoNumberChangesNothing() {
        ThresholdRule rule = new ThresholdRule(true, 10, 9, 0, 0);
        ThresholdState in = new ThresholdState(ThresholdState.Phase.IN, 7);
        assertThat(rule.after(in, 8, Double.NaN).state()).isEqualTo(in);
        assertThat(rule.after(in, 8, Double.NEGATIVE_INFINITY).crossing()).isPresent();
        assertThat(rule.after(ThresholdState.OUT, 8, Double.POSITIVE_INFINITY).crossing())
                .isPresent();
    }

    @Property
    void entersAndExitsTakeTurns(
            @ForAll @LongRange(min = 0, max = 4) long enterFor,
            @ForAll @LongRange(min = 0, max = 4) long exitFor,
            @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 6) Integer> values) {
        ThresholdRule rule = new ThresholdRule(true, 4, 2, enterFor, exitFor);
        List<Crossing> crossings =
                crossings(rule, values.stream().map(Integer::doubleValue).toList(), 1);
        assertThat(crossings).isEqualTo(naive(rule, values));
        for (int n = 0; n < crossings.size(); n++) {
            assertThat(crossings.get(n).kind()).isEqualTo(n % 2 == 0 ? Kind.ENTER : Kind.EXIT);
        }
    }

    /** Looks back over the readings as a whole, one a millisecond: since when was every one of them on that side? */
    private static List<Crossing> naive(ThresholdRule rule, List<Integer> values) {
        List<Crossing> crossings = new ArrayList<>();
        int fresh = 0;
        for (int now = 0; now < values.size(); now++) {
            boolean in = crossings.size() % 2 == 1;
            int since = now + 1;
            while (since > fresh
                    && (in ? values.get(since - 1) <= rule.exit() : values.get(since - 1) > rule.enter())) {
                since--;
            }
            long least = in ? rule.exitMillis() : rule.enterMillis();
            if (since <= now && now - since >= least) {
                crossings.add(new Crossing(in ? Kind.EXIT : Kind.ENTER, now, since, values.get(now)));
                fresh = now + 1;
            }
        }
        return crossings;
    }

    private static List<Kind> pairs(int count) {
        return Stream.generate(() -> List.of(Kind.ENTER, Kind.EXIT))
                .limit(count)
                .flatMap(List::stream)
                .toList();
    }

    private static List<Kind> kinds(ThresholdRule rule, List<Double> values) {
        return crossings(rule, values, 1).stream().map(Crossing::kind).toList();
    }

    private static List<Crossing> crossings(ThresholdRule rule, List<Double> values, long step) {
        List<Crossing> crossings = new ArrayList<>();
        ThresholdState state = ThresholdState.OUT;
        long time = 0;
        for (double value : values) {
            Step next = rule.after(state, time, value);
            next.crossing().ifPresent(crossings::add);
            state = ThresholdState.of(next.state().bytes());
            time += step;
        }
        return crossings;
    }

    private static List<Double> temperatures() throws IOException {
        try (Stream<String> lines = Files.lines(ROOM)) {
            return lines.skip(1)
                    .map(line -> Double.valueOf(line.split(",", -1)[2]))
                    .toList();
        }
    }
}
