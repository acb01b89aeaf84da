package io.freshet.processor.declare;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A 64-bit hash of a value: FNV-1a over its bytes, finished with MurmurHash3's mixer, so that every bit counts. */
final class Hashes {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hashes() {}

    static long of(@Nullable Object value) {
        return switch (value) {
            case Long number -> mix(number);
            case Double number -> mix(Double.doubleToLongBits(number) ^ PRIME);
            case null -> 0;
            default ->
                text(
                        value instanceof java.math.BigDecimal d
                                ? d.stripTrailingZeros().toPlainString()
                                : value.toString());
        };
    }

    private static long text(String text) {
        long hash = OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return mix(hash);
    }

    private static long mix(long hash) {
        long h = hash;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
