package io.freshet.processor.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code group:}. */
final class GroupReader {
    static final int MAX_FIELDS = 8;

    private final Section job;
    private final Scope scope;
    private final Issues issues;

    GroupReader(Section job, Scope scope, Issues issues) {
        this.job = job;
        this.scope = scope;
        this.issues = issues;
    }

    Optional<KeyText> read() {
        List<Yaml.Text> by = by();
        if (by.size() > MAX_FIELDS) {
            issues.add(by.get(MAX_FIELDS), "group.by", "expected at most " + MAX_FIELDS + " fields");
        }
        List<Integer> slots = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (Yaml.Text text : by) {
            Scope.Name name = scope.find(text.value());
            if (name == null) {
                String why = scope.refusal(text.value());
                issues.add(
                        text,
                        "group.by",
                        why == null ? "there is no field " + Texts.cut(text.value(), 60) : why,
                        why == null ? NearMiss.hint(text.value(), scope.names()) : "");
            } else if (name.field().type() == FieldType.DOUBLE || name.field().type() == FieldType.DECIMAL) {
                issues.add(
                        text,
                        "group.by",
                        text.value() + " is " + CelTypes.name(name.field().type())
                                + "; expected a string, an int, a timestamp or true or false");
            } else if (fields.contains(name.field())) {
                issues.add(text, "group.by", text.value() + " is named twice");
            } else {
                slots.add(scope.use(name));
                fields.add(name.field());
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new KeyText(slots, fields));
    }

    private List<Yaml.Text> by() {
        String expected = "the fields to group by";
        Yaml group = job.any("group").orElse(null);
        if (group instanceof Yaml.Mapping) {
            Section section = job.section("group");
            if (section == null) {
                return List.of();
            }
            if (!section.has("by")) {
                section.any("by");
                issues.add(section.node(), "group.by", "missing; expected " + expected);
            }
            List<Yaml.Text> by = section.texts("by", expected);
            section.close();
            return by;
        }
        if (group == null) {
            issues.add(job.node(), "group", "missing; expected { by: [field] }");
            return List.of();
        }
        issues.add(group, "group", "expected { by: [field] }, not " + group.kind());
        return List.of();
    }
}
