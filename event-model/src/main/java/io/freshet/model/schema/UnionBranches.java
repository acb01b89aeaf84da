package io.freshet.model.schema;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Which branch of a union a JSON value takes, by its kind alone. Every branch claims kinds, some of them only where nobody
 * else does:
 *
 * <ul>
 *   <li>{@code int}, {@code long}: integers
 *   <li>{@code float}, {@code double}: fractions, and integers unless another branch claims them
 *   <li>{@code string}, {@code enum}, {@code bytes}, {@code fixed}, {@code uuid}: strings
 *   <li>timestamps, dates and times: strings and integers
 *   <li>{@code decimal}: integers, fractions, and strings unless another branch claims them
 *   <li>{@code record}, {@code map}: objects; {@code array}: arrays
 * </ul>
 *
 * Two equal claims to one kind make the union ambiguous, and its type is refused. A value that does not fit the branch of its
 * kind is refused too: there is no second try.
 */
public final class UnionBranches {
    private static final int NONE = -1;

    private final Map<JsonKind, Integer> branchOf = new EnumMap<>(JsonKind.class);
    private final List<String> ambiguities = new ArrayList<>();

    private UnionBranches() {}

    public static UnionBranches of(Schema union) {
        UnionBranches branches = new UnionBranches();
        for (JsonKind kind : JsonKind.values()) {
            if (!branches.claim(union, kind, true)) {
                branches.claim(union, kind, false);
            }
        }
        return branches;
    }

    /** The index of the branch that takes values of this kind; negative where none does. */
    public int branchFor(JsonKind kind) {
        return branchOf.getOrDefault(kind, NONE);
    }

    /** One sentence for each kind of value that two branches claim; empty when the union can be read. */
    public List<String> ambiguities() {
        return List.copyOf(ambiguities);
    }

    private boolean claim(Schema union, JsonKind kind, boolean firmly) {
        for (int i = 0; i < union.getTypes().size(); i++) {
            Schema branch = union.getTypes().get(i);
            if (!(firmly ? claimsFirmly(branch, kind) : claimsIfFree(branch, kind))) {
                continue;
            }
            Integer other = branchOf.putIfAbsent(kind, i);
            if (other != null) {
                ambiguities.add("a JSON " + kind.name().toLowerCase(Locale.ROOT) + " could be both "
                        + name(union.getTypes().get(other)) + " and " + name(branch));
            }
        }
        return branchOf.containsKey(kind);
    }

    private static boolean claimsFirmly(Schema schema, JsonKind kind) {
        return switch (schema.getType()) {
            case NULL -> kind == JsonKind.NULL;
            case BOOLEAN -> kind == JsonKind.BOOLEAN;
            case INT, LONG -> kind == JsonKind.INTEGER || (kind == JsonKind.STRING && schema.getLogicalType() != null);
            case FLOAT, DOUBLE -> kind == JsonKind.FRACTION;
            case STRING, ENUM -> kind == JsonKind.STRING;
            case BYTES, FIXED ->
                isDecimal(schema) ? kind == JsonKind.INTEGER || kind == JsonKind.FRACTION : kind == JsonKind.STRING;
            case RECORD, MAP -> kind == JsonKind.OBJECT;
            case ARRAY -> kind == JsonKind.ARRAY;
            case UNION -> false;
        };
    }

    private static boolean claimsIfFree(Schema schema, JsonKind kind) {
        return switch (schema.getType()) {
            case FLOAT, DOUBLE -> kind == JsonKind.INTEGER;
            case BYTES, FIXED -> isDecimal(schema) && kind == JsonKind.STRING;
            default -> false;
        };
    }

    private static boolean isDecimal(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal;
    }

    private static String name(Schema schema) {
        return schema.getLogicalType() == null
                ? schema.getFullName()
                : schema.getLogicalType().getName();
    }
}
