package io.freshet.processor.declare;

import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running value of one measure in one window. Not safe for several threads; only {@link Totals} calls it.
 *
 * <p>Promised of every accumulator: the result does not depend on the order of events nor on how they are split up and merged
 * (exception: what a {@code top} that is flagged {@code approximate} has forgotten), and the state has a bound.
 */
interface Accumulator {
    /** Why this row must not be added; null when it may. Changes nothing. */
    @Nullable
    Failure check(Row row);

    /** Only after {@link #check} had no objection. */
    void add(Row row);

    /** Takes in what another accumulator of the same measure has seen, and leaves it unusable. */
    void merge(Accumulator other);

    /** One value per {@link Measure#fields()}, in the forms of their types. */
    @Nullable
    Object[] result();

    /** What must be known of the result: {@code approximate}, {@code overflow}, {@code more}, {@code cut}. */
    default List<String> flags() {
        return List.of();
    }

    void write(DataOutput out) throws IOException;
}
