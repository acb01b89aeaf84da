package io.freshet.gateway.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of each segment.
 *
 * @param first sequence of its first frame
 * @param previousEnd sequence behind the last acknowledged frame of the segment before it: what lacks up to there is lost
 */
record SegmentHead(long number, long first, long previousEnd) {
    static final int BYTES = 36;
    private static final long MAGIC = 0x4652_5350_4F4F_4C31L;

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(MAGIC)
                .putLong(number)
                .putLong(first)
                .putLong(previousEnd);
        return bytes.putInt(crc(bytes.array())).flip();
    }

    /** @return null if it cannot be read */
    static @Nullable SegmentHead decode(ByteBuffer from) {
        if (from.remaining() < BYTES) {
            return null;
        }
        byte[] bytes = new byte[BYTES];
        from.get(from.position(), bytes);
        ByteBuffer head = ByteBuffer.wrap(bytes);
        boolean isWhole = head.getLong(0) == MAGIC && head.getInt(BYTES - Integer.BYTES) == crc(bytes);
        return isWhole ? new SegmentHead(head.getLong(8), head.getLong(16), head.getLong(24)) : null;
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }
}
