package io.freshet.processor.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * A key behind a time, in bytes that sort by the time first.
 *
 * @param time milliseconds since the epoch
 */
record TimedKey(long time, String key) {

    static Bytes bytes(long time, String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(time ^ Long.MIN_VALUE)
                .put(text)
                .array());
    }

    static TimedKey of(Bytes bytes) {
        byte[] all = bytes.get();
        return new TimedKey(time(bytes), new String(all, Long.BYTES, all.length - Long.BYTES, StandardCharsets.UTF_8));
    }

    /** Of bytes that begin with a time. */
    static long time(Bytes bytes) {
        return ByteBuffer.wrap(bytes.get()).getLong() ^ Long.MIN_VALUE;
    }

    /** The lower bound of all bytes that begin with this time. */
    static Bytes from(long time) {
        return bytes(time, "");
    }
}
