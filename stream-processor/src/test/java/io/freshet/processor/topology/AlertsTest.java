package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.watermark.Now;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Alerts of events that come in any order within the grace. */
class AlertsTest {
    private static final long GRACE = 20;
    private static final Behaviour.Pattern THREE_WITHIN_TEN =
            new Behaviour.Pattern(0, 3, Duration.ofMillis(10), Duration.ofMillis(15), -1, Duration.ofMillis(GRACE));
    private static final Behaviour.Threshold ABOVE_FIVE =
            new Behaviour.Threshold(1, true, 5, 3, Duration.ofMillis(4), Duration.ofMillis(GRACE));

    @Property
    void theOrderOfArrivalChangesNoAlert(
            @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 300) Integer> times, @ForAll long seed) {
        List<Message.Event> inOrder = new ArrayList<>();
        Random random = new Random(seed);
        for (int n = 0; n < times.size(); n++) {
            inOrder.add(FakePlans.event("k" + n % 2, times.get(n), n % 3, n, n % 5 != 0, random.nextInt(10)));
        }
        inOrder.sort(
                Comparator.comparingLong((Message.Event event) -> event.row().time())
                        .thenComparing(event -> event.row().partition())
                        .thenComparing(event -> event.row().offset()));
        List<Message.Event> shuffled = new ArrayList<>(inOrder);
        shuffled.sort(Comparator.comparingLong(
                event -> event.row().time() + new Random(seed + event.row().offset()).nextInt((int) GRACE + 1)));

        for (JobOperator.Supplier operator : operators()) {
            FakeTask straight = run(operator, inOrder);
            FakeTask mixed = run(operator, shuffled);
            assertThat(mixed.late).isEmpty();
            assertThat(mixed.told()).isEqualTo(straight.told());
        }
    }

    @Test
    void nothingIsKeptWhenAllHasEnded() {
        List<Message.Event> events = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            events.add(FakePlans.event("k" + n, n, 0, n, true, 4));
        }
        for (JobOperator.Supplier operator : operators()) {
            assertThat(run(operator, events).kept()).isZero();
        }
    }

    @Test
    void anEventBeforeTheHorizonIsLateAndOneAtItIsNot() {
        FakeTask task = new FakeTask();
        JobOperator alerts = operators().getFirst().get();
        alerts.init(task);
        Now now = new Now(100, 100 - GRACE);
        alerts.event(FakePlans.event("k", 100, 0, 0, true, 0), now);
        alerts.event(FakePlans.event("k", 100 - GRACE, 0, 1, true, 0), now);
        assertThat(task.late).isEmpty();
        alerts.event(FakePlans.event("k", 100 - GRACE - 1, 0, 2, true, 0), now);
        assertThat(task.late).hasSize(1);
    }

    @Test
    void anAlertSaysItsFirstAndLastEvent() {
        FakeTask task = run(
                operators().getFirst(),
                List.of(
                        FakePlans.event("ip", 5, 0, 0, true, 0),
                        FakePlans.event("ip", 0, 1, 0, true, 0),
                        FakePlans.event("ip", 10, 0, 1, true, 0)));
        assertThat(task.told()).containsExactly("ip@10=[ip, 0, 10, 3]");
        assertThat(task.results.getFirst().identity()).isEqualTo("10");
    }

    private static List<JobOperator.Supplier> operators() {
        return List.of(
                new PatternAlerts.Supplier(FakePlans.of(THREE_WITHIN_TEN), THREE_WITHIN_TEN, FakePlans.WRITER),
                new ThresholdAlerts.Supplier(FakePlans.of(ABOVE_FIVE), ABOVE_FIVE, FakePlans.WRITER));
    }

    /** All of one source, and then its end. */
    private static FakeTask run(JobOperator.Supplier supplier, List<Message.Event> events) {
        FakeTask task = new FakeTask();
        JobOperator operator = supplier.get();
        operator.init(task);
        long watermark = Long.MIN_VALUE;
        for (Message.Event event : events) {
            watermark = Math.max(watermark, event.row().time());
            Now now = new Now(watermark, watermark - supplier.graceMillis());
            operator.event(event, now);
            operator.advanced(now);
        }
        if (!events.isEmpty()) {
            watermark += supplier.reachMillis();
            operator.advanced(new Now(watermark, watermark - supplier.graceMillis()));
        }
        return task;
    }
}
