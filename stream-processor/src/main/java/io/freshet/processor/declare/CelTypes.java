package io.freshet.processor.declare;

import com.google.api.expr.v1alpha1.Type;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.common.types.BoolT;
import org.projectnessie.cel.common.types.DoubleT;
import org.projectnessie.cel.common.types.IntT;
import org.projectnessie.cel.common.types.NullT;
import org.projectnessie.cel.common.types.StringT;
import org.projectnessie.cel.common.types.TimestampT;
import org.projectnessie.cel.common.types.Types;
import org.projectnessie.cel.common.types.ref.Val;

/** A job's types and values as CEL's, and back. */
final class CelTypes {
    private CelTypes() {}

    /** The type of a variable; a field that may be null is a wrapper, which null may be assigned to. */
    static Type of(Field field) {
        if (field.type() == FieldType.TIMESTAMP) {
            return Decls.Timestamp;
        }
        Type primitive = switch (field.type()) {
            case STRING -> Decls.String;
            case LONG -> Decls.Int;
            case DOUBLE -> Decls.Double;
            case BOOLEAN -> Decls.Bool;
            case TIMESTAMP, DECIMAL -> throw new IllegalArgumentException("no primitive of CEL: " + field.type());
        };
        return field.nullable() ? Decls.newWrapperType(primitive) : primitive;
    }

    /** The type that a slot of this result would have; null where there is none. */
    static @Nullable FieldType fieldType(Type type) {
        return switch (type.getTypeKindCase()) {
            case PRIMITIVE -> primitive(type.getPrimitive());
            case WRAPPER -> primitive(type.getWrapper());
            case WELL_KNOWN -> type.getWellKnown() == Type.WellKnownType.TIMESTAMP ? FieldType.TIMESTAMP : null;
            default -> null;
        };
    }

    private static @Nullable FieldType primitive(Type.PrimitiveType type) {
        return switch (type) {
            case BOOL -> FieldType.BOOLEAN;
            case INT64 -> FieldType.LONG;
            case DOUBLE -> FieldType.DOUBLE;
            case STRING -> FieldType.STRING;
            default -> null;
        };
    }

    /** What a person calls it. */
    static String name(Type type) {
        FieldType field = fieldType(type);
        return switch (type.getTypeKindCase()) {
            case NULL -> "null";
            case DYN -> "any type";
            case LIST_TYPE -> "a list";
            case MAP_TYPE -> "a map";
            case WELL_KNOWN -> field == null ? "a duration" : "a timestamp";
            default -> field == null ? "another type" : name(field);
        };
    }

    static String name(FieldType type) {
        return switch (type) {
            case STRING -> "a string";
            case LONG -> "an int";
            case DOUBLE -> "a double";
            case BOOLEAN -> "true or false";
            case DECIMAL -> "a decimal";
            case TIMESTAMP -> "a timestamp";
        };
    }

    /** What is no number is null, as it is in the warehouse: comparisons of NaN would not mean what they say. */
    static Val value(@Nullable Object value, FieldType type) {
        return switch (Numbers.plain(value)) {
            case null -> NullT.NullValue;
            case String text -> StringT.stringOf(text);
            case Long number ->
                type == FieldType.TIMESTAMP ? TimestampT.timestampOf(Instant.ofEpochMilli(number)) : IntT.intOf(number);
            case Double number -> DoubleT.doubleOf(number);
            case Boolean truth -> Types.boolOf(truth);
            default -> throw new IllegalArgumentException("no value of CEL: " + value.getClass());
        };
    }

    static @Nullable Object plain(Val value) {
        return switch (value) {
            case BoolT truth -> truth.booleanValue();
            case NullT nothing -> null;
            case IntT number -> number.intValue();
            case DoubleT number -> Numbers.plain(number.value());
            case StringT text -> text.value();
            case TimestampT time -> time.convertToNative(Instant.class).toEpochMilli();
            default -> throw new IllegalArgumentException("no value of a row: " + value.type());
        };
    }
}
