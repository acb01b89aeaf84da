package io.freshet.processor.alert;

import java.nio.ByteBuffer;

/**
 * What is remembered of one key that can fall silent.
 *
 * @param at arrival of its latest record, milliseconds since the epoch
 * @param silent whether that was told
 */
public record LastSeen(long at, boolean silent) {

    public byte[] bytes() {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) (silent ? 1 : 0))
                .putLong(at)
                .array();
    }

    public static LastSeen of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean silent = in.get() != 0;
        return new LastSeen(in.getLong(), silent);
    }
}
