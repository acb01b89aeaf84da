package io.freshet.relay.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.relay.encode.SourceRecord.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one record, in order, in one array: what waits in memory by the hundred thousand should be few objects. Immutable.
 *
 * <pre>
 *   per header: length of the name, name (UTF-8), length of the value + 1 or 0 for null, value; lengths as varints
 * </pre>
 */
public final class HeaderBlock {
    public static final HeaderBlock NONE = new HeaderBlock(new byte[0], 0, 0);

    private static final int VARINT_BYTES = 5;
    private static final int SEVEN = 7;
    private static final int LOW = 0x7F;
    private static final int MORE = 0x80;

    private final byte[] bytes;
    private final int count;
    private final int size;

    private HeaderBlock(byte[] bytes, int count, int size) {
        this.bytes = bytes;
        this.count = count;
        this.size = size;
    }

    static HeaderBlock of(List<Header> headers) {
        Builder builder = new Builder();
        headers.forEach(header -> builder.add(header.name(), header.value()));
        return builder.build();
    }

    /** Characters of all names and bytes of all values. */
    public int size() {
        return size;
    }

    int count() {
        return count;
    }

    /** The value of the first header of this name; null when there is none, or it is null. */
    public byte @Nullable [] first(String name) {
        byte[] wanted = name.getBytes(UTF_8);
        Cursor at = cursor();
        while (at.next()) {
            if (at.isNamed(wanted)) {
                return at.value();
            }
        }
        return null;
    }

    boolean has(byte[] name) {
        Cursor at = cursor();
        while (at.next()) {
            if (at.isNamed(name)) {
                return true;
            }
        }
        return false;
    }

    List<Header> toList() {
        List<Header> all = new ArrayList<>(count);
        Cursor at = cursor();
        while (at.next()) {
            all.add(new Header(new String(bytes, at.nameFrom, at.nameLength, UTF_8), at.value()));
        }
        return all;
    }

    byte[] bytes() {
        return bytes;
    }

    Cursor cursor() {
        return new Cursor(bytes);
    }

    /** Walks from one header to the next. One thread. */
    static final class Cursor {
        private final byte[] bytes;
        private int at;
        int nameFrom;
        int nameLength;
        int valueFrom;
        /** Negative when the value is null. */
        int valueLength;

        private Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean next() {
            if (at == bytes.length) {
                return false;
            }
            nameLength = varint();
            nameFrom = at;
            at += nameLength;
            valueLength = varint() - 1;
            valueFrom = at;
            at += Math.max(0, valueLength);
            return true;
        }

        /** Equal names have equal marks; others seldom. */
        int mark() {
            return nameLength == 0 ? 0 : mark(nameLength, bytes[nameFrom], bytes[nameFrom + nameLength - 1]);
        }

        static int mark(int length, byte first, byte last) {
            return length << 16 | (first & 0xFF) << 8 | (last & 0xFF);
        }

        boolean isNamed(byte[] name) {
            return nameLength == name.length
                    && Arrays.equals(bytes, nameFrom, nameFrom + nameLength, name, 0, name.length);
        }

        byte @Nullable [] value() {
            return valueLength < 0 ? null : Arrays.copyOfRange(bytes, valueFrom, valueFrom + valueLength);
        }

        private int varint() {
            int value = 0;
            for (int shift = 0; ; shift += SEVEN) {
                byte b = bytes[at++];
                value |= (b & LOW) << shift;
                if (b >= 0) {
                    return value;
                }
            }
        }
    }

    /** Takes headers in order; may be used again after {@link #build}. One thread. */
    public static final class Builder {
        private byte[] bytes = new byte[512];
        private int length;
        private int count;
        private int size;

        public void add(String name, byte @Nullable [] value) {
            byte[] text = name.getBytes(UTF_8);
            int valueLength = value == null ? 0 : value.length;
            room(text.length + valueLength + 2 * VARINT_BYTES);
            varint(text.length);
            put(text);
            varint(value == null ? 0 : valueLength + 1);
            if (value != null) {
                put(value);
            }
            count++;
            size += name.length() + valueLength;
        }

        public HeaderBlock build() {
            HeaderBlock block = count == 0 ? NONE : new HeaderBlock(Arrays.copyOf(bytes, length), count, size);
            length = 0;
            count = 0;
            size = 0;
            return block;
        }

        private void room(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            }
        }

        private void put(byte[] some) {
            System.arraycopy(some, 0, bytes, length, some.length);
            length += some.length;
        }

        private void varint(int value) {
            int left = value;
            while ((left & ~LOW) != 0) {
                bytes[length++] = (byte) ((left & LOW) | MORE);
                left >>>= SEVEN;
            }
            bytes[length++] = (byte) left;
        }
    }
}
