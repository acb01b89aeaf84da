package io.freshet.processor.state;

import io.freshet.processor.window.OrderTotals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Version 1: count (8 bytes), last order time (8), scale (4), unscaled sum in two's complement (the rest), big-endian. */
final class OrderTotalsSerde {
    static final Serde<OrderTotals> SERDE =
            Serdes.serdeFrom((topic, totals) -> bytes(totals), (topic, bytes) -> totals(bytes));

    private static final byte VERSION = 1;
    private static final int FIXED = 1 + Long.BYTES + Long.BYTES + Integer.BYTES;

    private OrderTotalsSerde() {}

    // Stores hand null to their serdes for what is absent, and delete by it.
    private static byte @Nullable [] bytes(@Nullable OrderTotals totals) {
        if (totals == null) {
            return null;
        }
        byte[] unscaled = totals.sum().unscaledValue().toByteArray();
        return ByteBuffer.allocate(FIXED + unscaled.length)
                .put(VERSION)
                .putLong(totals.count())
                .putLong(totals.lastOrderAt())
                .putInt(totals.sum().scale())
                .put(unscaled)
                .array();
    }

    private static @Nullable OrderTotals totals(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes[0] != VERSION) {
            throw new SerializationException(
                    "state of version " + bytes[0] + "; this program reads version " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        long count = in.getLong();
        long last = in.getLong();
        int scale = in.getInt();
        byte[] unscaled = new byte[in.remaining()];
        in.get(unscaled);
        return new OrderTotals(count, new BigDecimal(new BigInteger(unscaled), scale), last);
    }
}
