package io.freshet.processor.declare;

import java.util.List;

/** The measures of a windowed job. Immutable, safe for any number of threads. */
public interface Measures {
    /** Of a window without events. */
    Totals start();

    /**
     * What {@link Totals#bytes()} wrote.
     *
     * @throws IllegalStateException for a format version that this program does not know
     */
    Totals read(byte[] bytes);

    /** What they add to a result, in the order in which {@link Totals#result()} gives the values. */
    List<ResultField> fields();

    /** The most bytes that one window's state takes. */
    long maxStateBytes();
}
