package io.freshet.processor.declare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a declaration computes: derived fields, the filter, conditions. Used while a plan is made, by one thread. */
final class Computed {
    private final Scope scope;
    private final Issues issues;
    private final List<Preparation.Step> derived = new ArrayList<>();
    private final List<Preparation.Step> conditions = new ArrayList<>();
    private final Map<String, Integer> known = new HashMap<>();
    private @Nullable Expression filter;

    Computed(Scope scope, Issues issues) {
        this.scope = scope;
        this.issues = issues;
    }

    void derive(String name, Yaml.Text text, String path) {
        CelCompiler.Outcome.Compiled compiled = compile(text, text.value(), 0, path);
        if (compiled != null) {
            int slot = scope.derive(new Field(name, compiled.type(), 0, compiled.nullable()));
            derived.add(new Preparation.Step(slot, compiled.expression()));
        }
    }

    void filter(Yaml.Text text, String path) {
        CelCompiler.Outcome.Compiled compiled = condition(text, text.value(), 0, path);
        filter = compiled == null ? null : compiled.expression();
    }

    /** The slot of a condition; -1 where it is wrong. */
    int conditionSlot(Yaml.Text text, String cel, int offset, String path) {
        Integer before = known.get(cel);
        if (before != null) {
            return before;
        }
        CelCompiler.Outcome.Compiled compiled = condition(text, cel, offset, path);
        if (compiled == null) {
            return -1;
        }
        int slot = scope.anonymous(FieldType.BOOLEAN, compiled.nullable());
        conditions.add(new Preparation.Step(slot, compiled.expression()));
        known.put(cel, slot);
        return slot;
    }

    /** The slot of a number: the field's own where the text is its name; -1 where it is wrong. */
    int numberSlot(Yaml.Text text, String path) {
        CelCompiler.Outcome.Compiled compiled = compile(text, text.value(), 0, path);
        if (compiled == null) {
            return -1;
        }
        if (compiled.type() != FieldType.DOUBLE && compiled.type() != FieldType.LONG) {
            issues.add(text, path, "expected a number, not " + CelTypes.name(compiled.type()));
            return -1;
        }
        Scope.Name name = scope.find(text.value());
        if (name != null) {
            return scope.use(name);
        }
        int slot = scope.anonymous(compiled.type(), compiled.nullable());
        conditions.add(new Preparation.Step(slot, compiled.expression()));
        return slot;
    }

    private CelCompiler.Outcome.@Nullable Compiled condition(Yaml.Text text, String cel, int offset, String path) {
        CelCompiler.Outcome.Compiled compiled = compile(text, cel, offset, path);
        if (compiled != null && compiled.type() != FieldType.BOOLEAN) {
            issues.add(
                    text,
                    offset,
                    path,
                    "expected true or false, but the expression gives " + CelTypes.name(compiled.type()),
                    "");
            return null;
        }
        return compiled;
    }

    private CelCompiler.Outcome.@Nullable Compiled compile(Yaml.Text text, String cel, int offset, String path) {
        return switch (CelCompiler.compile(cel, scope)) {
            case CelCompiler.Outcome.Compiled compiled -> compiled;
            case CelCompiler.Outcome.Refused(List<CelProblem> problems) -> {
                problems.forEach(problem ->
                        issues.add(text, offset + problem.offset(), path, problem.message(), problem.hint()));
                yield null;
            }
        };
    }

    /** Derived fields come before the filter: it may use them. Event time, where it is used, comes first. */
    Preparation preparation() {
        List<Preparation.Step> before = new ArrayList<>();
        for (int slot = 0; slot < scope.slots().size(); slot++) {
            if (scope.slots().get(slot).name().equals(Row.TIME)) {
                before.add(new Preparation.Step(slot, row -> new Expression.Evaluation.Evaluated(row.time())));
            }
        }
        before.addAll(derived);
        return new Preparation(before, filter, conditions);
    }
}
