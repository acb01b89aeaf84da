package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.watermark.Now;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceAlertsTest {
    private static final long MINUTE = 60_000;
    private static final Now NOW = new Now(0, 0);
    private final FakeTask task = new FakeTask();

    private JobOperator start(double fleetShare) {
        Behaviour.Silence silence = new Behaviour.Silence(
                Duration.ofMinutes(1), Duration.ofMinutes(1), fleetShare, 0, Duration.ofMinutes(10));
        task.timers.clear();
        JobOperator operator = new SilenceAlerts.Supplier(FakePlans.of(silence), silence, FakePlans.WRITER).get();
        operator.init(task);
        return operator;
    }

    private static void heard(JobOperator operator, String key, long at) {
        operator.event(FakePlans.event(key, at, 0, at, false, 0), NOW);
    }

    private void clock(long now) {
        task.timers.getFirst().accept(now);
    }

    @Test
    void tellsSilenceOnceAndTheReturn() {
        JobOperator operator = start(1);
        clock(0);
        heard(operator, "d", 10);
        clock(10 + MINUTE);
        assertThat(task.told()).isEmpty();
        clock(11 + MINUTE);
        clock(12 + MINUTE);
        assertThat(task.told()).containsExactly("d@60011=[d, d, SILENT, 10, 60011, 1]");
        heard(operator, "d", 2 * MINUTE);
        assertThat(task.told()).hasSize(2).last().isEqualTo("d@120000=[d, d, BACK, 10, 120000, 1]");
    }

    @Test
    void afterOurOwnRestartNobodyIsSilentUntilWeHaveListened() {
        JobOperator operator = start(1);
        clock(0);
        heard(operator, "d", 10);
        start(1);
        clock(60 * MINUTE);
        clock(61 * MINUTE - 1);
        assertThat(task.told()).isEmpty();
        clock(61 * MINUTE);
        assertThat(task.told()).as("forgotten by then").isEmpty();
    }

    @Test
    void whileOldRecordsAreReadNobodyIsSilent() {
        JobOperator operator = start(1);
        clock(5 * MINUTE);
        heard(operator, "old", 5 * MINUTE - 1);
        clock(6 * MINUTE - 1);
        heard(operator, "behind", MINUTE);
        clock(6 * MINUTE + 1);
        assertThat(task.told()).isEmpty();
        clock(7 * MINUTE);
        assertThat(task.told()).hasSize(2);
    }

    @Test
    void aRetiredKeyIsForgottenAndSoIsOneThatNeverCameBack() {
        JobOperator operator = start(1);
        clock(0);
        heard(operator, "retired", 0);
        heard(operator, "gone", 0);
        operator.event(FakePlans.event("retired", 1, 0, 1, true, 0), NOW);
        clock(2 * MINUTE);
        assertThat(task.told()).containsExactly("gone@120000=[gone, gone, SILENT, 0, 120000, 1]");
        clock(12 * MINUTE);
        assertThat(task.kept()).isZero();
    }

    @Test
    void oneAlertStandsForAFleet() {
        JobOperator operator = start(0.5);
        clock(0);
        for (int n = 0; n < 20; n++) {
            heard(operator, "d" + n, 0);
        }
        clock(2 * MINUTE);
        assertThat(task.told()).singleElement().asString().isEqualTo("*@120000=[*, null, FLEET, 0, 120000, 20]");
        heard(operator, "d1", 3 * MINUTE);
        assertThat(task.told()).as("its return needs no word").hasSize(1);
    }
}
