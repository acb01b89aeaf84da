package io.freshet.processor.topology;

import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.decode.WriterSchemas;
import java.time.Duration;

/** Which operator does what a declaration says, and what stands before it. */
public final class Operators {
    private Operators() {}

    /** @param tellEvery how often at most a window that changes is told, where the job tells updates */
    public static JobOperator.Supplier of(
            JobPlan plan, ResultWriter writer, WriterSchemas schemas, Duration tellEvery) {
        return switch (plan.behaviour()) {
            case Behaviour.Windowed windowed -> new WindowJob(plan, windowed, writer, tellEvery);
            case Behaviour.Pattern pattern -> new PatternAlerts.Supplier(plan, pattern, writer);
            case Behaviour.Threshold threshold -> new ThresholdAlerts.Supplier(plan, threshold, writer);
            case Behaviour.Silence silence -> new SilenceAlerts.Supplier(plan, silence, writer);
            case Behaviour.Enrichment enrichment -> new EnrichEvents.Supplier(plan, enrichment, writer, schemas);
            case Behaviour.Copy copy -> new CopyEvents.Supplier();
        };
    }

    public static SourceGate.Supplier gateOf(JobPlan plan) {
        return plan.deduplication().isPresent()
                ? new Deduplicate.Supplier(plan, plan.deduplication().get())
                : SourceGate.OPEN;
    }
}
