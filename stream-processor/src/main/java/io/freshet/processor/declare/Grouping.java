package io.freshet.processor.declare;

import java.util.List;

/**
 * By which fields a job groups. The key of a group is text: the value of the one field, or the values of several joined by
 * {@code |}, with {@code \} before any {@code |} or {@code \} inside a value. It is the Kafka key of the repartition and of the
 * results, and different groups have different keys. Immutable, safe for any number of threads.
 */
public interface Grouping {
    /** The slots, in the order of the declaration. */
    List<Integer> slots();

    Key keyOf(Row row);

    /** The values of a group's fields, in the order of {@link #slots()}, out of a key that {@link #keyOf} made. */
    List<Object> valuesOf(String key);

    sealed interface Key {
        record Of(String text) implements Key {}

        /** A grouping field is null: the event belongs to no group; it is counted and left out. */
        record None() implements Key {}

        /** Empty, over 1,024 bytes or with a control character: no record can be keyed by it. */
        record Invalid(Failure why) implements Key {}
    }
}
