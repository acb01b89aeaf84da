package io.freshet.processor.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * A result as it is kept for queries.
 *
 * @param value in the wire format
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record KeptResult(UUID id, boolean isFinal, byte[] value) {
    private static final int HEAD = 1 + 2 * Long.BYTES;

    public byte[] bytes() {
        return ByteBuffer.allocate(HEAD + value.length)
                .put((byte) (isFinal ? 1 : 0))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(value)
                .array();
    }

    public static KeptResult of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean isFinal = in.get() != 0;
        UUID id = new UUID(in.getLong(), in.getLong());
        return new KeptResult(id, isFinal, Arrays.copyOfRange(bytes, HEAD, bytes.length));
    }
}
