package io.freshet.processor.declare;

import com.google.api.expr.v1alpha1.CheckedExpr;
import com.google.api.expr.v1alpha1.Decl;
import com.google.api.expr.v1alpha1.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.Ast;
import org.projectnessie.cel.CEL;
import org.projectnessie.cel.Env;
import org.projectnessie.cel.EnvOption;
import org.projectnessie.cel.Issues;
import org.projectnessie.cel.Library;
import org.projectnessie.cel.Program;
import org.projectnessie.cel.checker.Decls;

/**
 * Compiles CEL over the names of a scope. Macros are switched off, and with them every loop: what an expression costs is bounded
 * by its length and by that of the fields it reads.
 */
final class CelCompiler {
    /** In characters; an expression that a person can read is far shorter. */
    static final int MAX_LENGTH = 1_000;

    private CelCompiler() {}

    sealed interface Outcome {
        /** @param nullable whether it reads a field that may be null, or no number */
        record Compiled(Expression expression, FieldType type, boolean nullable) implements Outcome {}

        /** @param problems at least one */
        record Refused(List<CelProblem> problems) implements Outcome {}
    }

    static Outcome compile(String text, Scope scope) {
        if (text.isBlank()) {
            return refused(new CelProblem(0, "an expression is missing", ""));
        }
        if (text.length() > MAX_LENGTH) {
            return refused(new CelProblem(0, "an expression has at most " + MAX_LENGTH + " characters", ""));
        }
        try {
            return checked(text, scope);
        } catch (RuntimeException | StackOverflowError e) {
            // The library throws for some texts instead of reporting; which ones is not documented.
            return refused(new CelProblem(0, "this is no CEL expression", ""));
        }
    }

    private static Outcome checked(String text, Scope scope) {
        Env.AstIssuesTuple parsed = environment(List.of()).parse(text);
        if (parsed.hasIssues()) {
            return refused(text, parsed.getIssues());
        }
        Ast ast = parsed.getAst();
        CelText positions = new CelText(text, ast.getSourceInfo());
        CelRules rules = new CelRules(scope, positions);
        rules.checkFunctions(ast.getExpr());
        if (!rules.problems().isEmpty()) {
            return new Outcome.Refused(rules.problems());
        }
        List<CelProblem> problems = new ArrayList<>();
        Map<String, Scope.Name> names = names(ast.getExpr(), scope, positions, problems);
        if (!problems.isEmpty()) {
            return new Outcome.Refused(problems);
        }
        Env env = environment(names.values().stream()
                .map(name -> Decls.newVar(name.field().name(), CelTypes.of(name.field())))
                .toList());
        Env.AstIssuesTuple typed = env.check(ast);
        if (typed.hasIssues()) {
            return refused(text, typed.getIssues());
        }
        return compiled(env, typed.getAst(), names, scope, rules);
    }

    private static Outcome compiled(Env env, Ast ast, Map<String, Scope.Name> names, Scope scope, CelRules rules) {
        CheckedExpr checked = CEL.astToCheckedExpr(ast);
        rules.checkComparisons(checked);
        if (!rules.problems().isEmpty()) {
            return new Outcome.Refused(rules.problems());
        }
        FieldType type = CelTypes.fieldType(ast.getResultType());
        if (type == null) {
            return refused(new CelProblem(
                    0, "the expression gives " + CelTypes.name(ast.getResultType()) + ", which no field can hold", ""));
        }
        Program program = env.program(ast);
        Map<String, CelExpression.Variable> variables = new LinkedHashMap<>();
        names.forEach((path, name) -> variables.put(
                path, new CelExpression.Variable(scope.use(name), name.field().type())));
        boolean nullable = names.values().stream()
                .anyMatch(name -> name.field().nullable() || name.field().type() == FieldType.DOUBLE);
        return new Outcome.Compiled(new CelExpression(program, variables), type, nullable);
    }

    private static Env environment(List<Decl> variables) {
        return Env.newCustomEnv(Library.StdLib(), EnvOption.clearMacros(), EnvOption.declarations(variables));
    }

    private static Map<String, Scope.Name> names(Expr expr, Scope scope, CelText text, List<CelProblem> problems) {
        Map<String, Scope.Name> names = new LinkedHashMap<>();
        CelNames.visit(expr, at -> {
            String path = CelNames.path(at);
            if (path != null) {
                Scope.Name name = scope.find(path);
                String refusal = refusal(path, name, scope);
                if (refusal != null) {
                    problems.add(new CelProblem(text.offsetOf(CelNames.firstId(at)), refusal, hint(path, name, scope)));
                } else if (name != null) {
                    names.put(path, name);
                }
            }
        });
        return names;
    }

    private static @Nullable String refusal(String path, Scope.@Nullable Name name, Scope scope) {
        if (name == null) {
            String why = scope.refusal(path);
            return why == null ? "there is no field " + path : why;
        }
        return name.field().type() == FieldType.DECIMAL
                ? path + " is a decimal, which CEL does not have: it would be rounded"
                : null;
    }

    private static String hint(String path, Scope.@Nullable Name name, Scope scope) {
        return name == null
                ? scope.refusal(path) == null ? NearMiss.hint(path, scope.names()) : ""
                : "measures take decimals as they are: sum(" + path + ")";
    }

    private static Outcome refused(CelProblem problem) {
        return new Outcome.Refused(List.of(problem));
    }

    private static Outcome refused(String text, Issues issues) {
        return new Outcome.Refused(issues.getErrors().stream()
                .map(error -> CelMessages.problem(
                        error.getMessage(),
                        error.getLocation().line(),
                        error.getLocation().column(),
                        text))
                .distinct()
                .toList());
    }
}
