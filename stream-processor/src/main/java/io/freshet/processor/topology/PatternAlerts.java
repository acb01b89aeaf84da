package io.freshet.processor.topology;

import io.freshet.processor.alert.PatternHistory;
import io.freshet.processor.alert.PatternRule;
import io.freshet.processor.alert.PatternRule.Step;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.declare.Row;
import io.freshet.processor.state.ExpiringStates;
import io.freshet.processor.state.RowsInOrder;
import io.freshet.processor.watermark.Now;
import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * N matching events of a key within a time make one alert. Events are held back until the watermark less the grace has passed
 * them and then counted in the order of their times, so that the order of arrival changes nothing; an alert comes that much
 * later. An event before that point is late.
 */
final class PatternAlerts implements JobOperator {
    private final JobPlan plan;
    private final Behaviour.Pattern pattern;
    private final PatternRule rule;
    private final PointResults results;
    private InOrder inOrder;
    private ExpiringStates histories;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    PatternAlerts(JobPlan plan, Behaviour.Pattern pattern, ResultWriter writer) {
        this.plan = plan;
        this.pattern = pattern;
        this.rule = new PatternRule(
                pattern.atLeast(),
                pattern.within().toMillis(),
                pattern.coolDown().toMillis());
        this.results = new PointResults(plan, writer);
    }

    @Override
    public void init(TaskContext task) {
        results.init(task);
        inOrder = new InOrder(task, new RowsInOrder(task::store, plan));
        histories = new ExpiringStates(task::store, plan);
    }

    @Override
    public void event(Message.Event event, Now now) {
        Row row = event.row();
        inOrder.take(event, now, isTrue(row, pattern.matchSlot()) || isTrue(row, pattern.resetSlot()));
    }

    @Override
    public boolean advanced(Now now) {
        long released = inOrder.release(now, this::count);
        histories.expire(released);
        return released < now.settled();
    }

    private void count(String key, Row row) {
        byte[] known = histories.get(key);
        PatternHistory before = known == null ? PatternHistory.NONE : PatternHistory.of(known);
        PatternHistory after = isTrue(row, pattern.resetSlot()) ? rule.reset(before) : before;
        if (isTrue(row, pattern.matchSlot())) {
            Step step = rule.after(after, row.time());
            after = step.history();
            step.alert().ifPresent(alert -> tell(key, alert));
        }
        if (!after.equals(before)) {
            histories.put(key, after.bytes(), known == null ? null : rule.expiresAt(before), rule.expiresAt(after));
        }
    }

    private void tell(String key, PatternRule.Alert alert) {
        results.tell(key, alert.last(), Long.toString(alert.last()), alert.first(), alert.last(), (long) alert.count());
    }

    private static boolean isTrue(Row row, int slot) {
        return slot >= 0 && Boolean.TRUE.equals(row.get(slot));
    }

    /** @param writer of the job's results */
    record Supplier(JobPlan plan, Behaviour.Pattern pattern, ResultWriter writer) implements JobOperator.Supplier {
        @Override
        public JobOperator get() {
            return new PatternAlerts(plan, pattern, writer);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Stores.of(RowsInOrder.builders(plan), ExpiringStates.builders(plan));
        }

        @Override
        public long graceMillis() {
            return pattern.grace().toMillis();
        }

        @Override
        public long reachMillis() {
            return pattern.grace()
                            .plus(pattern.within())
                            .plus(pattern.coolDown())
                            .toMillis()
                    + 2;
        }
    }
}
