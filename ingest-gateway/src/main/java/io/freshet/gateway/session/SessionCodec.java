package io.freshet.gateway.session;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The form of takeovers and of told sessions in the log. Big-endian; the first byte says which form it is, so that it can change:
 *
 * <pre>
 *   takeover: 1, nonce 8, clean 1, expiry 4
 *   told:     2, owner 8, birth 8, received 8, expiry 4, connected 1, then 2 bytes for each unreleased packet id
 * </pre>
 */
public final class SessionCodec {
    private static final byte TAKEOVER = 1;
    private static final byte TOLD = 2;
    private static final int TAKEOVER_BYTES = 14;
    private static final int TOLD_BYTES = 30;
    private static final int SHORT = 0xFFFF;

    private SessionCodec() {}

    public static byte[] encode(SessionRecord.Takeover takeover) {
        return ByteBuffer.allocate(TAKEOVER_BYTES)
                .put(TAKEOVER)
                .putLong(takeover.nonce())
                .put(flag(takeover.clean()))
                .putInt((int) takeover.expirySeconds())
                .array();
    }

    public static byte[] encode(SessionRecord.Told told) {
        ByteBuffer to = ByteBuffer.allocate(TOLD_BYTES + 2 * told.unreleased().length)
                .put(TOLD)
                .putLong(told.owner())
                .putLong(told.birth())
                .putLong(told.received())
                .putInt((int) told.expirySeconds())
                .put(flag(told.connected()));
        for (int id : told.unreleased()) {
            to.putShort((short) id);
        }
        return to.array();
    }

    /** @throws IllegalArgumentException for bytes of another form */
    public static SessionRecord decode(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        try {
            byte form = from.get();
            return switch (form) {
                case TAKEOVER ->
                    new SessionRecord.Takeover(from.getLong(), from.get() != 0, Integer.toUnsignedLong(from.getInt()));
                case TOLD -> told(from);
                default -> throw new IllegalArgumentException("No such form of a session record: " + form);
            };
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("A session record is cut", e);
        }
    }

    private static SessionRecord.Told told(ByteBuffer from) {
        long owner = from.getLong();
        long birth = from.getLong();
        long received = from.getLong();
        long expiry = Integer.toUnsignedLong(from.getInt());
        boolean connected = from.get() != 0;
        int[] unreleased = new int[from.remaining() / 2];
        for (int i = 0; i < unreleased.length; i++) {
            unreleased[i] = from.getShort() & SHORT;
        }
        return new SessionRecord.Told(owner, birth, received, expiry, connected, unreleased);
    }

    private static byte flag(boolean value) {
        return (byte) (value ? 1 : 0);
    }
}
