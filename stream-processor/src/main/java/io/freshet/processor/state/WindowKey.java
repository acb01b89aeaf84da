package io.freshet.processor.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * One customer's window. Its bytes begin with the start of the window, in an order that compares as bytes do: all windows are
 * of one size, so the store itself is the index of the times at which they close.
 *
 * @param start milliseconds since the epoch
 * @param customer empty only in a bound of a range
 */
public record WindowKey(long start, String customer) {
    static final Serde<WindowKey> SERDE =
            Serdes.serdeFrom((topic, key) -> key.bytes(), (topic, bytes) -> WindowKey.of(bytes));

    private byte[] bytes() {
        byte[] id = customer.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(start ^ Long.MIN_VALUE)
                .put(id)
                .array();
    }

    private static WindowKey of(byte[] bytes) {
        long start = ByteBuffer.wrap(bytes).getLong() ^ Long.MIN_VALUE;
        return new WindowKey(start, new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8));
    }
}
