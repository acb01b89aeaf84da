package io.freshet.processor.topology;

import io.freshet.processor.alert.ThresholdRule;
import io.freshet.processor.alert.ThresholdRule.Crossing;
import io.freshet.processor.alert.ThresholdRule.Step;
import io.freshet.processor.alert.ThresholdState;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.declare.Row;
import io.freshet.processor.state.KeyedStates;
import io.freshet.processor.state.RowsInOrder;
import io.freshet.processor.watermark.Now;
import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Tells when a key's value goes beyond a bound and when it comes back. Readings are held back and looked at in the order of
 * their times, as in {@link PatternAlerts}. State is kept for keys that are beyond their bound, and for no others.
 */
final class ThresholdAlerts implements JobOperator {
    private final JobPlan plan;
    private final Behaviour.Threshold threshold;
    private final ThresholdRule rule;
    private final PointResults results;
    private InOrder inOrder;
    private KeyedStates states;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    ThresholdAlerts(JobPlan plan, Behaviour.Threshold threshold, ResultWriter writer) {
        this.plan = plan;
        this.threshold = threshold;
        this.rule = new ThresholdRule(
                threshold.above(),
                threshold.enter(),
                threshold.exit(),
                threshold.minimum().toMillis(),
                0);
        this.results = new PointResults(plan, writer);
    }

    @Override
    public void init(TaskContext task) {
        results.init(task);
        inOrder = new InOrder(task, new RowsInOrder(task::store, plan));
        states = new KeyedStates(task::store, plan);
    }

    @Override
    public void event(Message.Event event, Now now) {
        inOrder.take(event, now, !Double.isNaN(reading(event.row())));
    }

    @Override
    public boolean advanced(Now now) {
        return inOrder.release(now, this::look) < now.settled();
    }

    private void look(String key, Row row) {
        byte[] known = states.get(key);
        ThresholdState before = known == null ? ThresholdState.OUT : ThresholdState.of(known);
        Step step = rule.after(before, row.time(), reading(row));
        step.crossing().ifPresent(crossing -> tell(key, crossing));
        if (step.state().equals(before)) {
            return;
        }
        if (step.state().equals(ThresholdState.OUT)) {
            states.delete(key);
        } else {
            states.put(key, step.state().bytes());
        }
    }

    private void tell(String key, Crossing crossing) {
        results.tell(
                key,
                crossing.time(),
                crossing.kind() + "/" + crossing.time(),
                crossing.kind().name(),
                crossing.time(),
                crossing.value(),
                crossing.since());
    }

    /** NaN for a reading that says nothing. */
    private double reading(Row row) {
        return row.get(threshold.valueSlot()) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** @param writer of the job's results */
    record Supplier(JobPlan plan, Behaviour.Threshold threshold, ResultWriter writer) implements JobOperator.Supplier {
        @Override
        public JobOperator get() {
            return new ThresholdAlerts(plan, threshold, writer);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Stores.of(RowsInOrder.builders(plan), KeyedStates.builders(plan));
        }

        @Override
        public long graceMillis() {
            return threshold.grace().toMillis();
        }

        @Override
        public long reachMillis() {
            return threshold.grace().toMillis() + 1;
        }
    }
}
