package io.freshet.processor.topology;

import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import java.time.Duration;

/** Which operator does what a declaration says. */
public final class Operators {
    private Operators() {}

    /** @param tellEvery how often at most a window that changes is told, where the job tells updates */
    public static JobOperator.Supplier of(JobPlan plan, ResultWriter writer, Duration tellEvery) {
        return switch (plan.behaviour()) {
            case Behaviour.Windowed windowed -> new WindowJob(plan, windowed, writer, tellEvery);
            case Behaviour other -> throw new UnsupportedOperationException("not yet: " + other);
        };
    }
}
