package io.freshet.model.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The canonical text of a key or id field, from the bytes just written: equal values have equal texts however the sender wrote
 * them. Strings as they are (a uuid in lower case), integers in decimal, timestamps in ISO-8601 with {@code Z}.
 */
final class FieldText {
    private final Schema.Type type;
    private final List<String> symbols;
    private final boolean uuid;
    private final long perSecond;

    FieldText(Schema schema) {
        type = schema.getType();
        symbols = type == Schema.Type.ENUM ? schema.getEnumSymbols() : List.of();
        uuid = schema.getLogicalType() instanceof LogicalTypes.Uuid;
        perSecond = Timestamps.isZoned(schema) ? Timestamps.perSecond(schema) : 0;
    }

    String of(byte[] avro, int from) {
        return switch (type) {
            case STRING -> string(avro, from);
            case ENUM -> symbols.get((int) readLong(avro, from));
            case BOOLEAN -> avro[from] == 1 ? "true" : "false";
            case INT, LONG -> {
                long value = readLong(avro, from);
                yield perSecond == 0
                        ? Long.toString(value)
                        : Timestamps.instant(value, perSecond).toString();
            }
            default -> throw new IllegalStateException("no key or id is of type " + type);
        };
    }

    String string(byte[] avro, int from) {
        int length = (int) readLong(avro, from);
        String text = new String(avro, from + sizeOfLong(avro, from), length, StandardCharsets.UTF_8);
        return uuid ? text.toLowerCase(Locale.ROOT) : text;
    }

    static long readLong(byte[] avro, int from) {
        long value = 0;
        int at = from;
        for (int shift = 0; ; shift += 7) {
            byte b = avro[at++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }

    static int sizeOfLong(byte[] avro, int from) {
        int at = from;
        while (avro[at] < 0) {
            at++;
        }
        return at - from + 1;
    }
}
