package io.freshet.processor.declare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Derives what a job's results look like; see {@link ResultSchema}. */
final class ResultSchemas {
    static final String NAMESPACE = "io.freshet.events";
    static final String JOB = "freshet.job";

    private final String job;
    private final String into;
    private final Issues issues;
    private final Yaml place;
    private final @Nullable Schema existing;

    /** @param existing the schema that the result type has already; null where there is none */
    ResultSchemas(String job, String into, Issues issues, Yaml place, @Nullable Schema existing) {
        this.job = job;
        this.into = into;
        this.issues = issues;
        this.place = place;
        this.existing = existing;
    }

    ResultSchema windowed(KeyText grouping, Measures measures) {
        List<ResultField> fields = group(grouping);
        fields.add(time(Names.WINDOW_START));
        fields.add(time(Names.WINDOW_END));
        fields.addAll(measures.fields());
        return schema(key(grouping), fields, List.of());
    }

    ResultSchema pattern(KeyText grouping) {
        List<ResultField> fields = group(grouping);
        fields.add(time("first_at"));
        fields.add(time("last_at"));
        fields.add(new ResultField("event_count", Avro.of(FieldType.LONG, 0)));
        return schema(key(grouping), fields, List.of());
    }

    ResultSchema threshold(KeyText grouping) {
        List<ResultField> fields = group(grouping);
        fields.add(states("ThresholdState", "ENTER", "EXIT"));
        fields.add(time("at"));
        fields.add(new ResultField("value", Avro.of(FieldType.DOUBLE, 0)));
        fields.add(time("since"));
        return schema(key(grouping), fields, List.of());
    }

    /** A fleet's alert speaks of no key: its group fields are null, and it is keyed by group_key. */
    ResultSchema silence(KeyText grouping) {
        List<ResultField> fields = new ArrayList<>();
        fields.add(new ResultField(Names.GROUP_KEY, Avro.of(FieldType.STRING, 0)));
        for (Field field : grouping.fields()) {
            fields.add(new ResultField(flat(field), Avro.nullable(Avro.of(field.type(), field.scale()))));
        }
        fields.add(states("SilenceState", "SILENT", "BACK", "FLEET"));
        fields.add(new ResultField("last_seen", Avro.nullable(Avro.of(FieldType.TIMESTAMP, 0))));
        fields.add(time("at"));
        fields.add(new ResultField("keys", Avro.of(FieldType.LONG, 0)));
        return schema(Names.GROUP_KEY, fields, List.of());
    }

    /** @param names what the table's fields are called in the results */
    ResultSchema enriched(Scope scope, Behaviour.Enrichment lookup, Map<String, String> names, String key) {
        List<ResultField> fields = new ArrayList<>();
        List<Integer> copied = new ArrayList<>();
        List<Field> slots = scope.slots();
        for (int slot = 0; slot < slots.size(); slot++) {
            String name = slots.get(slot).name();
            if (!name.startsWith("$") && !name.equals(Row.TIME) && !name.contains(".")) {
                fields.add(new ResultField(name, Avro.of(slots.get(slot))));
                copied.add(slot);
            }
        }
        for (Field field : lookup.tableLayout().fields()) {
            String called = names.get(field.name());
            if (called != null) {
                fields.add(new ResultField(called, Avro.nullable(Avro.of(field.type(), field.scale()))));
            }
        }
        return schema(key, fields, copied);
    }

    ResultSchema copy(Source source) {
        Schema of = source.schema();
        Object key = of.getObjectProp("freshet.key");
        List<ResultField> fields = of.getFields().stream()
                .map(field -> new ResultField(field.name(), field.schema()))
                .toList();
        return new ResultSchema(record(key instanceof String name ? name : "", fields), fields, List.of());
    }

    private List<ResultField> group(KeyText grouping) {
        List<ResultField> fields = new ArrayList<>();
        if (grouping.fields().size() > 1) {
            fields.add(new ResultField(Names.GROUP_KEY, Avro.of(FieldType.STRING, 0)));
        }
        for (Field field : grouping.fields()) {
            fields.add(new ResultField(flat(field), Avro.of(field.type(), field.scale())));
        }
        return fields;
    }

    private static String key(KeyText grouping) {
        return grouping.fields().size() > 1
                ? Names.GROUP_KEY
                : flat(grouping.fields().get(0));
    }

    private static String flat(Field field) {
        return field.name().replace('.', '_');
    }

    private static ResultField time(String name) {
        return new ResultField(name, Avro.of(FieldType.TIMESTAMP, 0));
    }

    private static ResultField states(String name, String... symbols) {
        return new ResultField("state", Schema.createEnum(name, null, NAMESPACE, List.of(symbols)));
    }

    private ResultSchema schema(String key, List<ResultField> fields, List<Integer> copied) {
        Set<String> names = new HashSet<>();
        for (ResultField field : fields) {
            if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
                issues.add(place, "", "the result would have two fields " + field.name());
            }
        }
        return issues.isEmpty()
                ? new ResultSchema(record(key, fields), fields, copied)
                : new ResultSchema(record("", List.of()), List.of(), List.of());
    }

    private Schema record(String key, List<ResultField> fields) {
        Schema schema = Schema.createRecord(recordName(into), "Results of the job " + job + ".", NAMESPACE, false);
        schema.setFields(fields.stream()
                .map(field -> field.schema().getType() == Schema.Type.UNION
                        ? new Schema.Field(field.name(), field.schema(), null, Schema.Field.NULL_DEFAULT_VALUE)
                        : new Schema.Field(field.name(), field.schema()))
                .toList());
        if (!key.isEmpty()) {
            schema.addProp("freshet.key", key);
        }
        schema.addProp(JOB, job);
        return existing == null ? schema : kept(schema, existing);
    }

    /** A type that has the very fields keeps its schema: another one would be a new version that says nothing new. */
    private Schema kept(Schema derived, Schema known) {
        boolean same = known.getFields().equals(derived.getFields())
                && Objects.equals(known.getObjectProp("freshet.key"), derived.getObjectProp("freshet.key"));
        if (!same && jobOf(known).isEmpty()) {
            issues.add(place, "into", into + " is a type already, with other fields, and no job of this name made it");
        }
        return same ? known : derived;
    }

    /** {@code customer-order-totals}: CustomerOrderTotals. */
    static String recordName(String type) {
        StringBuilder name = new StringBuilder();
        for (String word : type.split("[-.]", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    static Optional<String> jobOf(Schema schema) {
        return schema.getObjectProp(JOB) instanceof String job ? Optional.of(job) : Optional.empty();
    }
}
