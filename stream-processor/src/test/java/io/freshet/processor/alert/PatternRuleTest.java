package io.freshet.processor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.alert.PatternRule.Alert;
import io.freshet.processor.alert.PatternRule.Step;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PatternRuleTest {
    private static final long MINUTE = 60_000;
    private static final PatternRule THREE_IN_FIVE_MINUTES = new PatternRule(3, 5 * MINUTE, 15 * MINUTE);

    @Test
    void eventsExactlyFiveMinutesApartAreTogether() {
        assertThat(alerts(THREE_IN_FIVE_MINUTES, List.of(0L, 1L, 5 * MINUTE)))
                .containsExactly(new Alert(0, 300_000, 3));
    }

    @Test
    void eventsAMillisecondFurtherApartAreNot() {
        assertThat(alerts(THREE_IN_FIVE_MINUTES, List.of(0L, 1L, 5 * MINUTE + 1)))
                .isEmpty();
        assertThat(alerts(THREE_IN_FIVE_MINUTES, List.of(0L, 1L, 5 * MINUTE + 1, 5 * MINUTE + 1)))
                .containsExactly(new Alert(1, 300_001, 3));
    }

    @Test
    void fiveFailedLoginsInFiveMinutesAreOneAlert() {
        assertThat(alerts(THREE_IN_FIVE_MINUTES, List.of(0L, MINUTE, 2 * MINUTE, 3 * MINUTE, 4 * MINUTE)))
                .containsExactly(new Alert(0, 2 * MINUTE, 3));
    }

    @Test
    void anEventAtTheEndOfTheCoolDownCountsAgainAndOneBeforeItDoesNot() {
        PatternRule rule = new PatternRule(1, 0, 1_000);
        assertThat(alerts(rule, List.of(0L, 999L, 1_000L)))
                .extracting(Alert::last)
                .containsExactly(0L, 1_000L);
    }

    @Test
    void eventsAcrossTheEpochAreTogether() {
        assertThat(alerts(THREE_IN_FIVE_MINUTES, List.of(-2 * MINUTE, 0L, 3 * MINUTE)))
                .containsExactly(new Alert(-2 * MINUTE, 3 * MINUTE, 3));
    }

    @Test
    void aResetBeginsTheCountAnewAndKeepsTheCoolDown() {
        PatternHistory two = after(THREE_IN_FIVE_MINUTES, PatternHistory.NONE, 0, 1);
        PatternHistory reset = THREE_IN_FIVE_MINUTES.reset(two);
        assertThat(THREE_IN_FIVE_MINUTES.after(reset, 2).alert()).isEmpty();
        PatternHistory muted = after(THREE_IN_FIVE_MINUTES, PatternHistory.NONE, 0, 1, 2);
        assertThat(THREE_IN_FIVE_MINUTES.reset(muted).mutedUntil()).isEqualTo(2 + 15 * MINUTE);
    }

    @Property
    void equalsTheNaiveCount(
            @ForAll @IntRange(min = 1, max = 5) int count,
            @ForAll @LongRange(min = 0, max = 20) long within,
            @ForAll @LongRange(min = 0, max = 30) long coolDown,
            @ForAll @Size(max = 60) List<@LongRange(min = -100, max = 100) Long> times) {
        PatternRule rule = new PatternRule(count, within, coolDown);
        List<Long> ordered = times.stream().sorted().toList();
        assertThat(alerts(rule, ordered)).isEqualTo(naive(rule, ordered));
    }

    @Property
    void whatHasExpiredChangesNothing(
            @ForAll @IntRange(min = 1, max = 4) int count,
            @ForAll @LongRange(min = 0, max = 20) long within,
            @ForAll @LongRange(min = 0, max = 30) long coolDown,
            @ForAll @Size(max = 40) List<@LongRange(min = 0, max = 200) Long> times) {
        PatternRule rule = new PatternRule(count, within, coolDown);
        PatternHistory history = PatternHistory.NONE;
        for (long time : times.stream().sorted().toList()) {
            if (rule.expiresAt(history) <= time) {
                assertThat(rule.after(history, time).alert())
                        .isEqualTo(rule.after(PatternHistory.NONE, time).alert());
                history = PatternHistory.NONE;
            }
            history = rule.after(history, time).history();
            assertThat(PatternHistory.of(history.bytes())).isEqualTo(history);
            assertThat(history.bytes().length).isLessThanOrEqualTo(Long.BYTES * (count + 1));
        }
    }

    /** Every event is held against all that came after the last alert and outside its cool-down. */
    private static List<Alert> naive(PatternRule rule, List<Long> times) {
        List<Alert> alerts = new ArrayList<>();
        List<Long> live = new ArrayList<>();
        for (long time : times) {
            if (!alerts.isEmpty() && time < alerts.getLast().last() + rule.coolDownMillis()) {
                continue;
            }
            live.add(time);
            List<Long> span = live.stream()
                    .filter(past -> time - past <= rule.withinMillis())
                    .toList();
            if (span.size() >= rule.count()) {
                alerts.add(new Alert(span.getFirst(), time, rule.count()));
                live.clear();
            }
        }
        return alerts;
    }

    private static List<Alert> alerts(PatternRule rule, List<Long> times) {
        List<Alert> alerts = new ArrayList<>();
        PatternHistory history = PatternHistory.NONE;
        for (long time : times) {
            Step step = rule.after(history, time);
            step.alert().ifPresent(alerts::add);
            history = step.history();
        }
        return alerts;
    }

    private static PatternHistory after(PatternRule rule, PatternHistory history, long... times) {
        for (long time : times) {
            history = rule.after(history, time).history();
        }
        return history;
    }
}
