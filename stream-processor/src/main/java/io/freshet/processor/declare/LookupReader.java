package io.freshet.processor.declare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code lookup:}. */
final class LookupReader {
    private final Section section;
    private final Scope scope;
    private final TypeLookup types;
    private final Issues issues;
    private final Map<String, String> names = new HashMap<>();

    LookupReader(Section section, Scope scope, TypeLookup types, Issues issues) {
        this.section = section;
        this.scope = scope;
        this.types = types;
        this.issues = issues;
    }

    /** What the fields that are taken are called in the results, by their names in the table. */
    Map<String, String> names() {
        return names;
    }

    Behaviour.@Nullable Enrichment read() {
        Yaml.Text table = section.required("table", "the event type whose topic is the table");
        Yaml.Text key = section.required("key", "the field that is looked up");
        List<Yaml.Text> take = take();
        boolean asOf = section.truth("as-of");
        Yaml.Text time = section.text("time", "a timestamp of the table");
        Duration keep = section.duration("keep", Duration.ofMillis(1), asOf ? Duration.ofDays(7) : Duration.ZERO);
        boolean inner = section.choice("join", List.of("left", "inner")).equals("inner");
        section.close();
        if (!asOf && (time != null || section.has("keep"))) {
            issues.add(
                    section.at(time != null ? "time" : "keep"),
                    section.path(time != null ? "time" : "keep"),
                    "only goes with as-of: true");
        }
        int keySlot = key == null ? -1 : key(key);
        Source source = table == null ? null : types.source(table, section.path("table"));
        if (source == null) {
            return null;
        }
        Layout layout = tableLayout(source, take, time);
        int timeSlot = time == null
                ? -1
                : layout.fields().stream().map(Field::name).toList().indexOf(time.value());
        return new Behaviour.Enrichment(source, layout, keySlot, asOf, timeSlot, keep, inner);
    }

    private List<Yaml.Text> take() {
        if (!section.has("take")) {
            section.any("take");
            issues.add(section.node(), section.path("take"), "missing; expected the fields of the table to add");
            return List.of();
        }
        return section.texts("take", "a field of the table, or field as name");
    }

    private int key(Yaml.Text key) {
        Scope.Name name = scope.find(key.value());
        if (name == null) {
            issues.add(
                    key,
                    section.path("key"),
                    "there is no field " + Texts.cut(key.value(), 60),
                    NearMiss.hint(key.value(), scope.names()));
            return -1;
        }
        if (name.field().type() != FieldType.STRING && name.field().type() != FieldType.LONG) {
            issues.add(
                    key,
                    section.path("key"),
                    "expected a string or an int; " + key.value() + " is "
                            + CelTypes.name(name.field().type()));
        }
        if (key.value().contains(".")) {
            issues.add(key, section.path("key"), "expected a top-level field", "derive: one from it, and name that");
        }
        return scope.use(name);
    }

    private Layout tableLayout(Source source, List<Yaml.Text> take, Yaml.@Nullable Text time) {
        Scope table = SourceNames.scopeOf(List.of(source));
        List<Field> fields = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Yaml.Text text : take) {
            String[] parts = text.value().split(" as ", 2);
            Scope.Name name = tableField(table, text, parts[0], "take", source);
            if (name != null) {
                String called = parts.length == 2 ? parts[1].strip() : parts[0];
                Scope.Name own = scope.find(called);
                if (!taken.add(called) || own != null) {
                    issues.add(
                            text,
                            section.path("take"),
                            "the result would have two fields " + called,
                            "give it another name: " + parts[0] + " as …");
                }
                names.put(parts[0], called);
                fields.add(name.field());
            }
        }
        if (time != null) {
            Scope.Name name = tableField(table, time, time.value(), "time", source);
            if (name != null && name.field().type() != FieldType.TIMESTAMP) {
                issues.add(
                        time,
                        section.path("time"),
                        "expected a timestamp; " + time.value() + " is "
                                + CelTypes.name(name.field().type()));
            } else if (name != null && !names.containsKey(time.value())) {
                fields.add(name.field());
            }
        }
        return new Layout(fields, fields.size(), List.of());
    }

    private Scope.@Nullable Name tableField(Scope table, Yaml.Text at, String wanted, String field, Source source) {
        Scope.Name name = table.find(wanted);
        if (name == null || wanted.contains(".") || wanted.equals(Row.TIME)) {
            issues.add(
                    at,
                    section.path(field),
                    source.type() + " has no field " + Texts.cut(wanted, 60) + " that can be taken",
                    NearMiss.hint(wanted, table.names()));
            return null;
        }
        return name;
    }
}
