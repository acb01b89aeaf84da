package io.freshet.processor.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * A time of a group, as keys of stores. Times compare as bytes do, before 1970 too.
 *
 * @param group at most 64 KiB in UTF-8
 * @param time milliseconds since the epoch
 */
public record GroupTime(String group, long time) {

    /** Sorted by time, then group: what is first closes first. */
    public Bytes byTime() {
        byte[] name = group.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(sortable(time))
                .put(name)
                .array());
    }

    public static GroupTime ofByTime(Bytes key) {
        byte[] bytes = key.get();
        return new GroupTime(
                new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8), timeAt(bytes, 0));
    }

    /** Sorted by group, then time: all of a group are together. */
    public Bytes byGroup() {
        byte[] name = group.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Short.BYTES + name.length + Long.BYTES)
                .putShort((short) name.length)
                .put(name)
                .putLong(sortable(time))
                .array());
    }

    public static GroupTime ofByGroup(Bytes key) {
        byte[] bytes = key.get();
        int name = bytes.length - Short.BYTES - Long.BYTES;
        return new GroupTime(
                new String(bytes, Short.BYTES, name, StandardCharsets.UTF_8), timeAt(bytes, Short.BYTES + name));
    }

    static long sortable(long time) {
        return time ^ Long.MIN_VALUE;
    }

    static long timeAt(byte[] bytes, int index) {
        return ByteBuffer.wrap(bytes).getLong(index) ^ Long.MIN_VALUE;
    }
}
