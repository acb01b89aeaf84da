package io.freshet.model.json;

import java.util.Arrays;

/** Avro binary in the making: grows as needed, and is used again and again by one thread. */
final class AvroBuffer {
    private static final int INITIAL = 1024;

    byte[] bytes = new byte[INITIAL];
    int position;

    void reset(int retain) {
        position = 0;
        if (bytes.length > retain) {
            bytes = new byte[INITIAL];
        }
    }

    private void ensure(long more) {
        if (bytes.length - position < more) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(position + more, bytes.length * 2L)));
        }
    }

    void writeByte(int value) {
        ensure(1);
        bytes[position++] = (byte) value;
    }

    void writeInt(int value) {
        writeLong(value);
    }

    void writeLong(long value) {
        ensure(10);
        position = putVarint(position, (value << 1) ^ (value >> 63));
    }

    void writeFloat(float value) {
        ensure(4);
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes[position++] = (byte) (bits >>> shift);
        }
    }

    void writeDouble(double value) {
        ensure(8);
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < 64; shift += 8) {
            bytes[position++] = (byte) (bits >>> shift);
        }
    }

    void writeRaw(byte[] from, int at, int length) {
        ensure(length);
        System.arraycopy(from, at, bytes, position, length);
        position += length;
    }

    /** Avro {@code bytes}: length and content. */
    void writeBytes(byte[] from) {
        writeLong(from.length);
        writeRaw(from, 0, from.length);
    }

    /**
     * Avro {@code string}: length in UTF-8 and content, in one pass over the characters.
     *
     * @return false, with nothing written, when a surrogate stands alone
     */
    boolean writeString(char[] from, int at, int length) {
        ensure(length * 3L + 5);
        int guess = sizeOf(length);
        int start = position + guess;
        int end = encode(from, at, at + length, start);
        if (end < 0) {
            return false;
        }
        int encoded = end - start;
        int size = sizeOf(encoded);
        if (size != guess) {
            System.arraycopy(bytes, start, bytes, position + size, encoded);
        }
        putVarint(position, (long) encoded << 1);
        position += size + encoded;
        return true;
    }

    private int encode(char[] from, int at, int to, int start) {
        byte[] into = bytes;
        int i = at;
        int p = start;
        while (i < to) {
            char c = from[i++];
            if (c < 0x80) {
                into[p++] = (byte) c;
            } else if (c < 0x800) {
                into[p++] = (byte) (0xC0 | (c >> 6));
                into[p++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                into[p++] = (byte) (0xE0 | (c >> 12));
                into[p++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                into[p++] = (byte) (0x80 | (c & 0x3F));
            } else {
                if (!Character.isHighSurrogate(c) || i == to || !Character.isLowSurrogate(from[i])) {
                    return -1;
                }
                int point = Character.toCodePoint(c, from[i++]);
                into[p++] = (byte) (0xF0 | (point >> 18));
                into[p++] = (byte) (0x80 | ((point >> 12) & 0x3F));
                into[p++] = (byte) (0x80 | ((point >> 6) & 0x3F));
                into[p++] = (byte) (0x80 | (point & 0x3F));
            }
        }
        return p;
    }

    /** Leaves room for the count of a block whose items follow; {@link #endBlock} puts it in. */
    int beginBlock() {
        writeByte(0);
        return position;
    }

    /** Ends an array or map as one block, as Avro's own writers do. */
    void endBlock(int firstItem, int count) {
        if (count == 0) {
            return;
        }
        int size = sizeOf(count);
        int more = size - 1;
        ensure(more + 1L);
        if (more > 0) {
            System.arraycopy(bytes, firstItem, bytes, firstItem + more, position - firstItem);
        }
        putVarint(firstItem - 1, (long) count << 1);
        position += more;
        bytes[position++] = 0;
    }

    private static int sizeOf(int notNegative) {
        int size = 1;
        for (long rest = (long) notNegative << 1 >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    private int putVarint(int at, long unsigned) {
        int p = at;
        long rest = unsigned;
        while ((rest & ~0x7FL) != 0) {
            bytes[p++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[p++] = (byte) rest;
        return p;
    }
}
