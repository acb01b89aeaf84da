package io.freshet.model;

import io.freshet.model.schema.UnionBranches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What an Avro schema must fulfil to be an event type; collects every problem instead of stopping at the first. */
final class EventTypeRules {
    static final String INGEST = "freshet.ingest";
    static final String KEY = "freshet.key";
    static final String TIME = "freshet.time";
    static final String ID = "freshet.id";
    static final String EXTRA = "freshet.extra";
    /** The reserved object of a posted event and of a row. */
    static final String META = "_meta";

    /** Bounds what one number may cost; Snowflake's own numbers end at 38. */
    private static final int MAX_PRECISION = 1_000;

    static final List<String> PROPERTIES = List.of(INGEST, KEY, TIME, ID);
    /** The declared job that writes the type. */
    static final String JOB = "freshet.job";

    private final Schema schema;
    private final List<String> problems = new ArrayList<>();

    EventTypeRules(Schema schema) {
        this.schema = schema;
    }

    List<String> problems() {
        return problems;
    }

    void checkName(String name) {
        String problem = TypeName.problem(name);
        if (problem != null) {
            problems.add(problem);
        }
    }

    /** Names and unions, in every record however deep. */
    void checkShape() {
        if (schema.getField(META) != null) {
            problems.add("the field name " + META + " is reserved");
        }
        for (String property : schema.getObjectProps().keySet()) {
            if (property.startsWith("freshet.") && !PROPERTIES.contains(property) && !property.equals(JOB)) {
                problems.add(
                        "unknown property " + property + "; there are " + String.join(", ", PROPERTIES) + ", " + JOB);
            }
        }
        walk(schema, "", Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private void walk(Schema at, String path, Set<Schema> seen) {
        switch (at.getType()) {
            case RECORD -> {
                if (seen.add(at)) {
                    checkFieldNames(at);
                    at.getFields().forEach(field -> walk(field.schema(), path + "/" + field.name(), seen));
                }
            }
            case ARRAY -> walk(at.getElementType(), path + "/*", seen);
            case MAP -> walk(at.getValueType(), path + "/*", seen);
            case UNION -> {
                UnionBranches.of(at)
                        .ambiguities()
                        .forEach(a -> problems.add("the union at " + path + " is ambiguous: " + a));
                at.getTypes().forEach(branch -> walk(branch, path, seen));
            }
            default -> checkDecimal(at, path);
        }
    }

    private void checkDecimal(Schema at, String path) {
        if (at.getLogicalType() instanceof LogicalTypes.Decimal decimal && decimal.getPrecision() > MAX_PRECISION) {
            problems.add("the decimal at " + path + " has more than " + MAX_PRECISION + " digits");
        }
    }

    private void checkFieldNames(Schema record) {
        Map<String, String> byLowerCase = new HashMap<>();
        for (Schema.Field field : record.getFields()) {
            String other = byLowerCase.put(field.name().toLowerCase(Locale.ROOT), field.name());
            if (other != null) {
                problems.add("the fields " + other + " and " + field.name() + " of " + record.getFullName()
                        + " differ in case only, which SQL does not see");
            }
        }
    }

    boolean ingest() {
        Object value = schema.getObjectProp(INGEST);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        problems.add(INGEST + " must be true or false");
        return false;
    }

    @Nullable
    String key(boolean ingest) {
        String name = text(KEY);
        if (name == null) {
            if (ingest) {
                problems.add(KEY + " must name the field that orders and partitions the events");
            }
        } else {
            checkIdentifies(KEY, name);
        }
        return name;
    }

    List<String> ids() {
        Object value = schema.getObjectProp(ID);
        List<?> names = value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
        if (value != null && (names.isEmpty() || !names.stream().allMatch(String.class::isInstance))) {
            problems.add(ID + " must be a field name or a list of field names");
            return List.of();
        }
        List<String> ids = names.stream().map(String.class::cast).toList();
        if (ids.stream().distinct().count() != ids.size()) {
            problems.add(ID + " names a field twice");
        }
        ids.forEach(id -> checkIdentifies(ID, id));
        return ids;
    }

    private void checkIdentifies(String property, String name) {
        Schema.Field field = schema.getField(name);
        if (field == null) {
            problems.add(property + " names the field " + name + ", which does not exist");
            return;
        }
        boolean simple = switch (field.schema().getType()) {
            case STRING, ENUM, INT, LONG, BOOLEAN -> true;
            default -> false;
        };
        if (!simple || field.hasDefaultValue()) {
            problems.add(property + " names the field " + name
                    + ", which must be a string, enum, int, long or boolean, and required: no null, no default");
        }
    }

    @Nullable
    String time() {
        String name = text(TIME);
        if (name == null) {
            return null;
        }
        Schema.Field field = schema.getField(name);
        if (field == null) {
            problems.add(TIME + " names the field " + name + ", which does not exist");
        } else if (!isTime(field.schema())) {
            problems.add(TIME + " names the field " + name
                    + ", which must be a timestamp, a long (milliseconds since 1970) or a string (ISO-8601)");
        }
        return name;
    }

    private static boolean isTime(Schema type) {
        if (type.getType() == Schema.Type.UNION) {
            List<Schema> others = type.getTypes().stream()
                    .filter(branch -> branch.getType() != Schema.Type.NULL)
                    .toList();
            return others.size() == 1 && isTime(others.get(0));
        }
        LogicalType logical = type.getLogicalType();
        return switch (type.getType()) {
            case STRING -> logical == null;
            case LONG -> logical == null || isTimestamp(logical);
            default -> false;
        };
    }

    private static boolean isTimestamp(LogicalType type) {
        return type instanceof LogicalTypes.TimestampMillis
                || type instanceof LogicalTypes.TimestampMicros
                || type instanceof LogicalTypes.TimestampNanos;
    }

    @Nullable
    String extra() {
        List<String> names = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Object mark = field.getObjectProp(EXTRA);
            if (Boolean.TRUE.equals(mark)) {
                names.add(field.name());
                if (!isMapOfStrings(field.schema())) {
                    problems.add(EXTRA + " marks the field " + field.name() + ", which must be a map of strings");
                }
            } else if (mark != null) {
                problems.add(EXTRA + " of the field " + field.name() + " must be true");
            }
        }
        if (names.size() > 1) {
            problems.add(EXTRA + " marks more than one field: " + String.join(", ", names));
        }
        return names.isEmpty() ? null : names.get(0);
    }

    private static boolean isMapOfStrings(Schema type) {
        return type.getType() == Schema.Type.MAP
                && type.getValueType().getType() == Schema.Type.STRING
                && type.getValueType().getLogicalType() == null;
    }

    private @Nullable String text(String property) {
        Object value = schema.getObjectProp(property);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        problems.add(property + " must be a field name");
        return null;
    }
}
