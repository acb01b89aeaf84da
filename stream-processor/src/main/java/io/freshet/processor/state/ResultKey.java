package io.freshet.processor.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where a result is kept: its key, then its time, so that the results of one key stand together and in the order of time.
 *
 * <pre>
 *  length of the key (4) │ key, UTF-8 │ time, sortable (8) │ what tells results of equal time apart (0 or 16)
 * </pre>
 */
public final class ResultKey {
    private ResultKey() {}

    /** @param apart empty where a later result of the same key and time replaces the earlier one */
    public static Bytes of(String key, long time, byte[] apart) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + text.length + Long.BYTES + apart.length)
                .putInt(text.length)
                .put(text)
                .putLong(time ^ Long.MIN_VALUE)
                .put(apart)
                .array());
    }

    /** The lowest of a key and time. */
    public static Bytes from(String key, long time) {
        return of(key, time, new byte[0]);
    }

    /** Whether it is one of this key. */
    public static boolean isOf(String key, byte[] place) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        return place.length >= Integer.BYTES + text.length + Long.BYTES
                && ByteBuffer.wrap(place).getInt() == text.length
                && Arrays.equals(place, Integer.BYTES, Integer.BYTES + text.length, text, 0, text.length);
    }

    public static String key(Bytes place) {
        ByteBuffer in = ByteBuffer.wrap(place.get());
        int length = in.getInt();
        return new String(place.get(), Integer.BYTES, length, StandardCharsets.UTF_8);
    }

    /** Milliseconds since the epoch. */
    public static long time(Bytes place) {
        ByteBuffer in = ByteBuffer.wrap(place.get());
        int length = in.getInt();
        return in.getLong(Integer.BYTES + length) ^ Long.MIN_VALUE;
    }
}
