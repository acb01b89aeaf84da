package io.freshet.cli.send;

import io.freshet.model.EventType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The columns of a file against the fields of an event type: what is wrong is said before anything is sent. */
final class Columns {
    private final EventType type;
    private final Mapping mapping;
    private final Map<String, TimeText> times;

    /** @throws SendFailure when a fixed value or a time format names no field, or a format is none */
    Columns(EventType type, Mapping mapping) {
        this.type = type;
        this.mapping = mapping;
        this.times = readTimes(mapping.times());
        mapping.fixed().keySet().forEach(this::requireField);
    }

    private Map<String, TimeText> readTimes(Map<String, String> patterns) {
        Map<String, TimeText> read = new LinkedHashMap<>();
        patterns.forEach((field, pattern) -> {
            if (!field.isEmpty()) {
                requireField(field);
            }
            try {
                read.put(field, TimeText.ofPattern(pattern));
            } catch (IllegalArgumentException e) {
                throw new SendFailure("'" + pattern + "' is no time format: " + e.getMessage());
            }
        });
        return read;
    }

    /** A field per column; null for a column that is left out. */
    List<@Nullable CellField> resolve(List<String> names) {
        List<@Nullable CellField> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>(mapping.fixed().keySet());
        for (String name : names) {
            if (name.equals(Mapping.SKIPPED)) {
                fields.add(null);
                continue;
            }
            requireField(name);
            if (!seen.add(name)) {
                throw new SendFailure("The field '" + name + "' is named twice, among the columns or by --set.");
            }
            fields.add(field(name));
        }
        return fields;
    }

    Map<CellField, String> fixed() {
        Map<CellField, String> fields = new LinkedHashMap<>();
        mapping.fixed().forEach((name, value) -> fields.put(field(name), value));
        return fields;
    }

    private CellField field(String name) {
        Schema.Field field = type.schema().getField(name);
        CellType cell = field == null ? CellType.TEXT : CellType.of(field.schema());
        TimeText time = times.getOrDefault(name, times.getOrDefault("", TimeText.DEFAULT));
        return new CellField(name, cell, time);
    }

    private void requireField(String name) {
        boolean taken = type.schema().getField(name) != null || (type.extraField() != null && !name.isEmpty());
        if (!taken) {
            String fields =
                    type.schema().getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", "));
            throw new SendFailure("'" + name + "' is not a field of " + type.name() + " (its fields: " + fields
                    + ").\nName the columns yourself with --columns a,b,-,c where - leaves a column out.");
        }
    }
}
