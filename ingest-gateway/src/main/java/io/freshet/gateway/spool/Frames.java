package io.freshet.gateway.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment: frames, one behind another. Big endian. Pure; any thread.
 *
 * <pre>
 *   marker 4 │ payload length 4 │ sequence 8 │ when it was written, ms 8 │ CRC-32C of the three and the payload 4 │ payload
 * </pre>
 *
 * Every frame bears a marker and its own number, so that behind bytes that cannot be read the next frame is found again, and how
 * many are missing is known.
 */
final class Frames {
    static final int HEADER = 28;
    /** Longer than any record that Kafka takes by default, and its headers. */
    static final int LONGEST = 2 << 20;

    private static final int MARKER = 0xF5E5_4E7F;
    private static final int CRC_AT = 24;

    private Frames() {}

    /** A frame that was read; its payload is a view of what was scanned. */
    record Frame(long sequence, long at, ByteBuffer payload, int end) {}

    /**
     * Bytes that are no frame.
     *
     * @param torn whether they are the beginning of one, as a write that did not end leaves it
     */
    record Bad(int from, int to, boolean torn) {}

    /** @param next where reading goes on: a frame begins there that has not ended yet; the end of the buffer otherwise */
    record Scan(List<Frame> frames, List<Bad> bad, int next) {}

    static void write(ByteBuffer into, long sequence, long at, byte[] payload) {
        int start = into.position();
        into.putInt(MARKER).putInt(payload.length).putLong(sequence).putLong(at).putInt(0);
        into.put(payload);
        into.putInt(start + CRC_AT, crc(into, start, payload.length));
    }

    /**
     * @param bytes from position 0 to the limit
     * @param last whether the segment ends with them; otherwise a frame that goes beyond them is left for the next time
     */
    static Scan scan(ByteBuffer bytes, boolean last) {
        List<Frame> frames = new ArrayList<>();
        List<Bad> bad = new ArrayList<>();
        int at = 0;
        while (at < bytes.limit()) {
            if (isWhole(bytes, at)) {
                Frame frame = read(bytes, at);
                frames.add(frame);
                at = frame.end;
            } else if (!last && mayGoOn(bytes, at)) {
                break;
            } else {
                int next = resume(bytes, at + 1, last);
                bad.add(new Bad(at, next, last && next == bytes.limit() && mayGoOn(bytes, at)));
                at = next;
            }
        }
        return new Scan(frames, bad, at);
    }

    private static Frame read(ByteBuffer bytes, int at) {
        int length = bytes.getInt(at + 4);
        return new Frame(
                bytes.getLong(at + 8), bytes.getLong(at + 16), bytes.slice(at + HEADER, length), at + HEADER + length);
    }

    /** The next index at which a frame begins, or may begin that has not ended yet. */
    private static int resume(ByteBuffer bytes, int from, boolean last) {
        for (int at = from; at < bytes.limit(); at++) {
            if (isWhole(bytes, at) || (!last && mayGoOn(bytes, at))) {
                return at;
            }
        }
        return bytes.limit();
    }

    private static boolean isWhole(ByteBuffer bytes, int at) {
        int left = bytes.limit() - at;
        if (left < HEADER || bytes.getInt(at) != MARKER) {
            return false;
        }
        int length = bytes.getInt(at + 4);
        return length >= 0
                && length <= LONGEST
                && length <= left - HEADER
                && bytes.getInt(at + CRC_AT) == crc(bytes, at, length);
    }

    /** Whether what is there of a frame is as it should be, and only its end is missing. */
    private static boolean mayGoOn(ByteBuffer bytes, int at) {
        int left = bytes.limit() - at;
        if (left < HEADER) {
            return beginsWithMarker(bytes, at, left);
        }
        int length = bytes.getInt(at + 4);
        return bytes.getInt(at) == MARKER && length >= 0 && length <= LONGEST && length > left - HEADER;
    }

    private static boolean beginsWithMarker(ByteBuffer bytes, int at, int left) {
        for (int i = 0; i < Math.min(left, Integer.BYTES); i++) {
            if (bytes.get(at + i) != (byte) (MARKER >>> (8 * (Integer.BYTES - 1 - i)))) {
                return false;
            }
        }
        return true;
    }

    private static int crc(ByteBuffer bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(start + 4, CRC_AT - 4));
        crc.update(bytes.slice(start + HEADER, length));
        return (int) crc.getValue();
    }
}
