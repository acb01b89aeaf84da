package io.freshet.processor.declare;

import io.freshet.model.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.Program;
import org.projectnessie.cel.common.types.Err;
import org.projectnessie.cel.common.types.UnknownT;
import org.projectnessie.cel.common.types.ref.Val;
import org.projectnessie.cel.interpreter.Activation;
import org.projectnessie.cel.interpreter.ResolvedValue;

/**
 * A compiled expression. Null equals null alone, as CEL has it; where any other operator meets a null, the result is null (and
 * {@code true || null} true, {@code false && null} false).
 */
record CelExpression(Program program, Map<String, Variable> variables) implements Expression {
    private static final Evaluation NULL = new Evaluation.Evaluated(null);
    private static final Evaluation TRUE = new Evaluation.Evaluated(true);
    private static final Evaluation FALSE = new Evaluation.Evaluated(false);

    /** Where the value of a name stands. */
    record Variable(int slot, FieldType type) {}

    CelExpression {
        variables = Map.copyOf(variables);
    }

    @Override
    public Evaluation evaluate(Row row) {
        Val value;
        try {
            value = program.eval(new RowValues(row, variables)).getVal();
        } catch (RuntimeException e) {
            return failed(row, "");
        }
        if (value instanceof Err || value instanceof UnknownT) {
            return failed(row, value.toString());
        }
        Object plain = CelTypes.plain(value);
        return plain instanceof Boolean truth ? truth ? TRUE : FALSE : new Evaluation.Evaluated(plain);
    }

    private Evaluation failed(Row row, String why) {
        for (Variable variable : variables.values()) {
            if (Numbers.plain(row.get(variable.slot())) == null) {
                return NULL;
            }
        }
        // The library's own text may quote the event.
        String known = why.contains("divide by zero") || why.contains("modulus by zero")
                ? "it divides by zero"
                : why.contains("overflow") ? "a number or time leaves its range" : "a conversion fails";
        return new Evaluation.Failed(Reason.EXPRESSION_FAILED, "an expression has no value for this event: " + known);
    }

    /** A row as the interpreter asks for it. */
    private record RowValues(Row row, Map<String, Variable> variables) implements Activation {
        @Override
        public ResolvedValue resolveName(String name) {
            Variable variable = variables.get(name);
            return variable == null
                    ? ResolvedValue.ABSENT
                    : ResolvedValue.resolvedValue(CelTypes.value(row.get(variable.slot()), variable.type()));
        }

        @Override
        public @Nullable Activation parent() {
            return null;
        }
    }
}
