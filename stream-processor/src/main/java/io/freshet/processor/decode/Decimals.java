package io.freshet.processor.decode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.jspecify.annotations.Nullable;

/** Avro's logical type decimal: the unscaled number in two's complement, big-endian. Source: Avro specification 1.12. */
final class Decimals {
    private Decimals() {}

    /** The decimal type of this schema or of the one branch of a union that has it; null where there is none. */
    static LogicalTypes.@Nullable Decimal in(Schema schema) {
        if (schema.getType() == Schema.Type.UNION) {
            return schema.getTypes().stream()
                    .filter(branch -> in(branch) != null)
                    .findFirst()
                    .map(Decimals::in)
                    .orElse(null);
        }
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal ? decimal : null;
    }

    /** The number in a decoded datum; null where the datum is no decimal. */
    static @Nullable BigDecimal read(@Nullable Object datum, LogicalTypes.Decimal type) {
        byte[] unscaled = switch (datum) {
            case ByteBuffer bytes -> copy(bytes);
            case GenericFixed fixed -> fixed.bytes();
            case null, default -> null;
        };
        return unscaled == null || unscaled.length == 0
                ? null
                : new BigDecimal(new BigInteger(unscaled), type.getScale());
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
