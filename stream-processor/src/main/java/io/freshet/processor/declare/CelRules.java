package io.freshet.processor.declare;

import com.google.api.expr.v1alpha1.CheckedExpr;
import com.google.api.expr.v1alpha1.Constant;
import com.google.api.expr.v1alpha1.Expr;
import com.google.api.expr.v1alpha1.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused beyond CEL's own rules: what could cost without a bound, and comparisons that can never be true. */
final class CelRules {
    /** Functions whose cost is bounded by the length of their arguments. */
    static final Set<String> FUNCTIONS = Set.of(
            "size",
            "startsWith",
            "endsWith",
            "contains",
            "int",
            "double",
            "string",
            "bool",
            "timestamp",
            "duration",
            "getFullYear",
            "getMonth",
            "getDayOfYear",
            "getDate",
            "getDayOfMonth",
            "getDayOfWeek",
            "getHours",
            "getMinutes",
            "getSeconds",
            "getMilliseconds");

    private static final Set<String> MACROS = Set.of("all", "exists", "exists_one", "map", "filter");
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_");
    private static final String IN = "@in";

    private final Scope scope;
    private final CelText text;
    private final List<CelProblem> problems = new ArrayList<>();

    CelRules(Scope scope, CelText text) {
        this.scope = scope;
        this.text = text;
    }

    List<CelProblem> problems() {
        return problems;
    }

    void checkFunctions(Expr expr) {
        CelNames.visit(expr, at -> {
            if (at.hasStructExpr() && !at.getStructExpr().getMessageName().isEmpty()) {
                report(at.getId(), "messages cannot be made in a job's expression", "");
            } else if (at.hasCallExpr()) {
                checkFunction(at);
            }
        });
    }

    private void checkFunction(Expr call) {
        String function = call.getCallExpr().getFunction();
        boolean operator = function.startsWith("_") || function.startsWith("@") || function.endsWith("_");
        if (operator || FUNCTIONS.contains(function)) {
            return;
        }
        if (function.equals("matches")) {
            report(
                    call.getId(),
                    "matches() is not offered: what a regular expression costs has no bound",
                    "startsWith(), endsWith(), contains() and in […] are");
        } else if (function.equals("has")) {
            report(call.getId(), "has() is not offered", "whether a field has a value is said by: field != null");
        } else if (MACROS.contains(function)) {
            report(call.getId(), function + "() is not offered: what a loop costs has no bound", "");
        } else {
            report(call.getId(), "there is no function " + function + "()", NearMiss.hint(function, FUNCTIONS));
        }
    }

    /** CEL itself lets unequal types be compared, and answers false. */
    void checkComparisons(CheckedExpr checked) {
        CelNames.visit(checked.getExpr(), at -> {
            if (at.hasCallExpr() && at.getCallExpr().getArgsCount() == 2) {
                Expr left = at.getCallExpr().getArgs(0);
                Expr right = at.getCallExpr().getArgs(1);
                String function = at.getCallExpr().getFunction();
                if (COMPARISONS.contains(function)) {
                    checkEqual(left, right, checked);
                    checkSymbol(left, right);
                    checkSymbol(right, left);
                } else if (function.equals(IN) && right.hasListExpr()) {
                    for (Expr element : right.getListExpr().getElementsList()) {
                        checkEqual(left, element, checked);
                        checkSymbol(left, element);
                    }
                }
            }
        });
    }

    private void checkEqual(Expr left, Expr right, CheckedExpr checked) {
        Type one = checked.getTypeMapOrDefault(left.getId(), Type.getDefaultInstance());
        Type other = checked.getTypeMapOrDefault(right.getId(), Type.getDefaultInstance());
        FieldType a = CelTypes.fieldType(one);
        FieldType b = CelTypes.fieldType(other);
        if (a != null && b != null && a != b) {
            report(
                    right.getId(),
                    CelTypes.name(one) + " is never equal to " + CelTypes.name(other),
                    a == FieldType.DOUBLE && b == FieldType.LONG ? "write the number with a point: 1.0" : "");
        }
    }

    private void checkSymbol(Expr name, Expr constant) {
        String path = CelNames.path(name);
        Scope.Name known = path == null ? null : scope.find(path);
        String symbol = literal(constant);
        if (known != null
                && symbol != null
                && !known.symbols().isEmpty()
                && !known.symbols().contains(symbol)) {
            report(
                    constant.getId(),
                    path + " is never '" + symbol + "'; it is one of " + String.join(", ", known.symbols()),
                    NearMiss.hint(symbol, known.symbols()));
        }
    }

    private static @Nullable String literal(Expr expr) {
        return expr.hasConstExpr()
                        && expr.getConstExpr().getConstantKindCase() == Constant.ConstantKindCase.STRING_VALUE
                ? expr.getConstExpr().getStringValue()
                : null;
    }

    private void report(long id, String message, String hint) {
        problems.add(new CelProblem(text.offsetOf(id), message, hint));
    }
}
