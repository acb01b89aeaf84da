package io.freshet.processor.declare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All measures of one window of one group. Not safe for several threads: the stream thread of its task reads it from the store,
 * adds, and writes it back.
 */
public interface Totals {
    /**
     * Adds an event to every measure, or to none.
     *
     * @return why it was not added; null when it was
     */
    @Nullable
    Failure add(Row row);

    /** Takes in another window's totals (two sessions become one; a sliding window is put together) and leaves those unusable. */
    void merge(Totals other);

    /** How many events were added or merged in. */
    long events();

    /** The earliest event time; {@link Long#MAX_VALUE} without events. */
    long firstTime();

    /** The latest event time; {@link Long#MIN_VALUE} without events. */
    long lastTime();

    /** The values of {@link Measures#fields()}, in the forms of {@link ResultWriter}. */
    List<@Nullable Object> result();

    /** Versioned: the first byte names the format. */
    byte[] bytes();
}
