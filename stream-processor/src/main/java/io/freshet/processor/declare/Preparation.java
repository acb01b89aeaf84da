package io.freshet.processor.declare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an event before it is grouped: fields are derived, the filter decides, conditions of measures are evaluated.
 * No CEL runs after it. Immutable, safe for any number of threads; the source side of the topology calls it once per event.
 */
public final class Preparation {
    /** One computed slot. */
    record Step(int slot, Expression expression) {}

    private final List<Step> beforeFilter;
    private final @Nullable Expression filter;
    private final List<Step> afterFilter;

    Preparation(List<Step> beforeFilter, @Nullable Expression filter, List<Step> afterFilter) {
        this.beforeFilter = List.copyOf(beforeFilter);
        this.filter = filter;
        this.afterFilter = List.copyOf(afterFilter);
    }

    public sealed interface Outcome {
        /** The event belongs to the job; its row is complete. */
        record Kept() implements Outcome {}

        /** The filter said no, or (as in SQL) met a null and could say nothing. */
        record LeftOut() implements Outcome {}

        /** An expression could not be evaluated. */
        record Failed(Failure why) implements Outcome {}
    }

    private static final Outcome KEPT = new Outcome.Kept();
    private static final Outcome LEFT_OUT = new Outcome.LeftOut();

    /** Fills the computed slots of the row. */
    public Outcome prepare(Row row) {
        Failure failure = fill(beforeFilter, row);
        if (failure != null) {
            return new Outcome.Failed(failure);
        }
        if (filter != null) {
            switch (filter.evaluate(row)) {
                case Expression.Evaluation.Failed(var reason, var detail) -> {
                    return new Outcome.Failed(new Failure(reason, detail));
                }
                case Expression.Evaluation.Evaluated(Object value) -> {
                    if (!Boolean.TRUE.equals(value)) {
                        return LEFT_OUT;
                    }
                }
            }
        }
        failure = fill(afterFilter, row);
        return failure == null ? KEPT : new Outcome.Failed(failure);
    }

    private static @Nullable Failure fill(List<Step> steps, Row row) {
        for (Step step : steps) {
            switch (step.expression().evaluate(row)) {
                case Expression.Evaluation.Failed(var reason, var detail) -> {
                    return new Failure(reason, detail);
                }
                case Expression.Evaluation.Evaluated(Object value) -> row.set(step.slot(), value);
            }
        }
        return null;
    }
}
