package io.freshet.processor.declare;

import com.google.api.expr.v1alpha1.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What stands in a parsed expression. */
final class CelNames {
    private CelNames() {}

    /** Every expression within, the whole one first. A path of names ({@code a.b.c}) counts as one. */
    static void visit(Expr expr, Consumer<Expr> visitor) {
        visitor.accept(expr);
        if (path(expr) == null) {
            children(expr).forEach(child -> visit(child, visitor));
        }
    }

    /** The dotted name that the expression is; null where it is something else. */
    static @Nullable String path(Expr expr) {
        return switch (expr.getExprKindCase()) {
            case IDENT_EXPR -> expr.getIdentExpr().getName();
            case SELECT_EXPR -> {
                String operand = path(expr.getSelectExpr().getOperand());
                yield operand == null
                        ? null
                        : operand + "." + expr.getSelectExpr().getField();
            }
            default -> null;
        };
    }

    /** Where the path begins in the text: at its first name. */
    static long firstId(Expr expr) {
        Expr at = expr;
        while (at.hasSelectExpr()) {
            at = at.getSelectExpr().getOperand();
        }
        return at.getId();
    }

    private static List<Expr> children(Expr expr) {
        List<Expr> children = new ArrayList<>();
        switch (expr.getExprKindCase()) {
            case SELECT_EXPR -> children.add(expr.getSelectExpr().getOperand());
            case CALL_EXPR -> {
                if (expr.getCallExpr().hasTarget()) {
                    children.add(expr.getCallExpr().getTarget());
                }
                children.addAll(expr.getCallExpr().getArgsList());
            }
            case LIST_EXPR -> children.addAll(expr.getListExpr().getElementsList());
            case STRUCT_EXPR ->
                expr.getStructExpr().getEntriesList().forEach(entry -> {
                    if (entry.hasMapKey()) {
                        children.add(entry.getMapKey());
                    }
                    children.add(entry.getValue());
                });
            default -> {
                // Literals have no parts.
            }
        }
        return children;
    }
}
