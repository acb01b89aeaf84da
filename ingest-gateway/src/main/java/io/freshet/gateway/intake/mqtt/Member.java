package io.freshet.gateway.intake.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.freshet.gateway.catalogue.ServedType;
import java.io.ByteArrayOutputStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Text from beside JSON as a member of a JSON object: bare where it is a JSON number or boolean and the type's field takes one, else a
 * string.
 */
final class Member {
    private Member() {}

    /** @param served null where the type is not known, and all are strings */
    static void write(ByteArrayOutputStream out, Field field, String text, @Nullable ServedType served) {
        out.writeBytes(field.head());
        String bare = text.strip();
        if (isBare(bare, field, served)) {
            out.writeBytes(bare.getBytes(UTF_8));
        } else {
            out.write('"');
            out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
            out.write('"');
        }
    }

    private static boolean isBare(String text, Field field, @Nullable ServedType served) {
        Schema.Field there = served == null ? null : served.type().schema().getField(field.name());
        if (there == null) {
            return false;
        }
        int number = JsonNumber.kind(text);
        return number == JsonNumber.NONE
                ? (text.equals("true") || text.equals("false")) && takesBoolean(there.schema())
                : takesNumber(there.schema(), number);
    }

    private static boolean takesBoolean(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().anyMatch(Member::takesBoolean)
                : schema.getType() == Schema.Type.BOOLEAN;
    }

    private static boolean takesNumber(Schema schema, int number) {
        return switch (schema.getType()) {
            case UNION -> schema.getTypes().stream().anyMatch(branch -> takesNumber(branch, number));
            case INT, LONG -> number == JsonNumber.INTEGER;
            case FLOAT, DOUBLE -> true;
            case BYTES, FIXED -> schema.getLogicalType() instanceof LogicalTypes.Decimal;
            default -> false;
        };
    }
}
