package io.freshet.processor.declare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes results in the wire format. Safe for any number of threads. */
public interface ResultWriter {
    /**
     * @param values one per field of {@link JobPlan#result()}: in the form of its {@link FieldType}, a {@code List<String>} for
     *     an array of strings, null where the field may be null. A window's fields are those of the group, window_start,
     *     window_end, then the measures and {@code flags}; {@link ResultSchema} says it for every behaviour
     */
    byte[] write(List<? extends @Nullable Object> values);
}
