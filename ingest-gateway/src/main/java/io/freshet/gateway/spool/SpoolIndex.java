package io.freshet.gateway.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How far the spool has come.
 *
 * @param replayed sequence of the first frame that has not been replayed; {@link #UNKNOWN} if nobody knows
 * @param active number of the newest segment
 */
record SpoolIndex(long replayed, long active) {
    static final long UNKNOWN = -1;
    /** A spool that was never used. */
    static final SpoolIndex NONE = new SpoolIndex(0, 0);

    private static final int BYTES = 20;

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(replayed).putLong(active);
        return bytes.putInt(crc(bytes.array())).array();
    }

    static SpoolIndex decode(byte[] from) {
        if (from.length == BYTES) {
            ByteBuffer bytes = ByteBuffer.wrap(from);
            if (bytes.getInt(BYTES - Integer.BYTES) == crc(from)) {
                return new SpoolIndex(bytes.getLong(0), bytes.getLong(8));
            }
        }
        return new SpoolIndex(UNKNOWN, 0);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }
}
