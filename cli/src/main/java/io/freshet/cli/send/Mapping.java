package io.freshet.cli.send;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of a file become fields.
 *
 * @param columns a field's name per column, {@link #SKIPPED} for a column that is left out; null: the header line names them
 * @param headerLine whether the first line is a header, to be read for names or to be skipped
 * @param separator between cells
 * @param fixed fields with the same value in every row
 * @param times how to read the times of a field; the empty name stands for every field
 */
public record Mapping(
        @Nullable List<String> columns,
        boolean headerLine,
        char separator,
        Map<String, String> fixed,
        Map<String, String> times) {
    public static final String SKIPPED = "-";

    /** Named by the header line, with commas, nothing fixed. */
    public static final Mapping PLAIN = new Mapping(null, true, ',', Map.of(), Map.of());

    public Mapping {
        columns = columns == null ? null : List.copyOf(columns);
        fixed = new LinkedHashMap<>(fixed);
        times = new LinkedHashMap<>(times);
    }

    /** The same for the same mapping, and different for another: a part of the event ids. */
    String fingerprint(String type) {
        return String.join(
                "\n",
                type,
                columns == null ? "" : String.join("\t", columns),
                String.valueOf(headerLine),
                String.valueOf(separator),
                new TreeMap<>(fixed).toString(),
                new TreeMap<>(times).toString());
    }
}
