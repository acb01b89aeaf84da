package io.freshet.processor.declare;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/** One measure of a declaration: makes and reads its accumulators, and knows what fields it gives the result. Immutable. */
interface Measure {
    String name();

    List<ResultField> fields();

    /** Whether its accumulators can have flags. */
    default boolean flags() {
        return false;
    }

    Accumulator start();

    Accumulator read(DataInput in) throws IOException;

    /** The most bytes that the state of one window takes; for {@code explain}. */
    long maxStateBytes();
}
