package io.freshet.processor.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the measures of a declaration. */
final class MeasureReader {
    static final List<String> FUNCTIONS =
            List.of("count", "sum", "min", "max", "avg", "first", "last", "distinct", "top", "collect");
    static final int MAX_MEASURES = 50;

    private static final Set<String> BOUNDED = Set.of("top", "collect");

    private final Scope scope;
    private final Computed computed;
    private final Issues issues;
    private final boolean merging;

    MeasureReader(Scope scope, Computed computed, Issues issues, boolean merging) {
        this.scope = scope;
        this.computed = computed;
        this.issues = issues;
        this.merging = merging;
    }

    MeasureList read(Section section) {
        List<Measure> measures = new ArrayList<>();
        if (section.entries().isEmpty()) {
            issues.add(section.node(), section.path("").replaceAll("\\.$", ""), "expected at least one measure");
        }
        if (section.entries().size() > MAX_MEASURES) {
            issues.add(section.node(), "measures", "expected at most " + MAX_MEASURES + " measures");
        }
        for (Yaml.Entry entry : section.entries()) {
            String path = section.path(entry.key().value());
            Names.check(entry.key(), path, issues);
            if (entry.value() instanceof Yaml.Text text) {
                Measure measure = measure(entry.key().value(), text, path);
                if (measure != null) {
                    measures.add(measure);
                }
            } else {
                issues.add(
                        entry.value(),
                        path,
                        "expected a measure such as count(), not "
                                + entry.value().kind());
            }
        }
        return new MeasureList(measures);
    }

    private @Nullable Measure measure(String name, Yaml.Text text, String path) {
        MeasureText call = MeasureText.parse(text.value());
        if (call == null) {
            issues.add(
                    text,
                    path,
                    "expected function(field) or function(field) where condition, not '" + Texts.cut(text.value(), 60)
                            + "'");
            return null;
        }
        if (!FUNCTIONS.contains(call.function())) {
            String near = NearMiss.hint(call.function(), FUNCTIONS);
            issues.add(
                    text,
                    path,
                    "there is no measure " + call.function() + "()",
                    near.isEmpty() ? "there are " + String.join(", ", FUNCTIONS) : near);
            return null;
        }
        int condition = call.conditionOffset() < 0
                ? -1
                : computed.conditionSlot(text, call.condition(), call.conditionOffset(), path);
        return call.function().equals("count")
                ? count(name, call, condition, text, path)
                : of(name, call, condition, text, path);
    }

    private @Nullable Measure count(String name, MeasureText call, int condition, Yaml.Text text, String path) {
        if (call.arguments().isEmpty()) {
            return new CountMeasure(name, Argument.ofCount(condition));
        }
        if (call.conditionOffset() >= 0 || call.arguments().size() > 1) {
            issues.add(text, path, "expected count(), count(condition) or count() where condition");
            return null;
        }
        MeasureText.Part part = call.arguments().get(0);
        return new CountMeasure(name, Argument.ofCount(computed.conditionSlot(text, part.text(), part.offset(), path)));
    }

    private @Nullable Measure of(String name, MeasureText call, int condition, Yaml.Text text, String path) {
        boolean bounded = BOUNDED.contains(call.function());
        if (call.arguments().size() != (bounded ? 2 : 1)) {
            issues.add(text, path, "expected " + call.function() + (bounded ? "(field, number)" : "(field)"));
            return null;
        }
        MeasureText.Part part = call.arguments().get(0);
        Scope.Name field = field(part, call.function(), text, path);
        int bound = bounded ? bound(call, text, path) : 0;
        if (field == null || bound < 0) {
            return null;
        }
        Argument argument = new Argument(scope.use(field), field.field(), condition);
        return switch (call.function()) {
            case "sum" -> new SumMeasure(name, argument, false, merging);
            case "avg" -> new SumMeasure(name, argument, true, merging);
            case "min" -> new ExtremeMeasure(name, argument, false);
            case "max" -> new ExtremeMeasure(name, argument, true);
            case "first" -> new EdgeMeasure(name, argument, false);
            case "last" -> new EdgeMeasure(name, argument, true);
            case "distinct" -> new DistinctMeasure(name, argument);
            case "top" -> new TopMeasure(name, bound, argument);
            default -> new CollectMeasure(name, bound, argument);
        };
    }

    private Scope.@Nullable Name field(MeasureText.Part part, String function, Yaml.Text text, String path) {
        Scope.Name name = scope.find(part.text());
        if (name == null) {
            String why = scope.refusal(part.text());
            boolean isName = part.text().matches("[A-Za-z_][A-Za-z0-9_.]*");
            String message = why != null
                    ? why
                    : isName ? "there is no field " + part.text() : function + "() takes the name of a field";
            String hint = isName
                    ? why == null ? NearMiss.hint(part.text(), scope.names()) : ""
                    : "compute it under derive: and name it here";
            issues.add(text, part.offset(), path, message, hint);
            return null;
        }
        boolean number = switch (name.field().type()) {
            case LONG, DOUBLE, DECIMAL -> true;
            default -> false;
        };
        if (!number && (function.equals("sum") || function.equals("avg"))) {
            issues.add(
                    text,
                    part.offset(),
                    path,
                    function + "() takes a number; " + part.text() + " is "
                            + CelTypes.name(name.field().type()),
                    "");
            return null;
        }
        return name;
    }

    private int bound(MeasureText call, Yaml.Text text, String path) {
        int most = call.function().equals("top") ? TopMeasure.MAX_K : CollectMeasure.MAX_BOUND;
        MeasureText.Part part = call.arguments().get(1);
        if (part.text().matches("[1-9][0-9]{0,8}") && Integer.parseInt(part.text()) <= most) {
            return Integer.parseInt(part.text());
        }
        issues.add(text, part.offset(), path, "expected a whole number from 1 to " + most, "");
        return -1;
    }
}
