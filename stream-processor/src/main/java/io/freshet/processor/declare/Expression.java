package io.freshet.processor.declare;

import io.freshet.model.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A compiled CEL expression over a row. Bounded: it has no loops, so its cost is limited by its length. Immutable and safe for
 * any number of threads; called by stream threads through {@link Preparation}.
 */
public interface Expression {

    /** Never throws for what an event holds. */
    Evaluation evaluate(Row row);

    /** What came of one evaluation. */
    sealed interface Evaluation {
        /**
         * @param value in the form of the expression's {@link FieldType}; null when a field that the result depends on is null,
         *     as in SQL
         */
        record Evaluated(@Nullable Object value) implements Evaluation {}

        /** Division by zero, overflow, a conversion that fails: the event cannot be used by this job. */
        record Failed(Reason reason, String detail) implements Evaluation {}
    }
}
