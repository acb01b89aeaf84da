package io.freshet.model.json;

import io.freshet.model.json.AvroToJson.UndecodableException;

/** A range of Avro binary, read from front to back. Every length is held against what is left, so that lies cost nothing. */
final class AvroInput {
    /** Items that take no bytes (null, an empty record) can be claimed in any number; so many are believed. */
    private static final long MAX_EMPTY_ITEMS = 10_000;

    private static final int MAX_NESTING = 200;

    final byte[] bytes;
    private final int end;
    private int at;
    private long emptyItems;
    private int depth;
    int notFinite;

    AvroInput(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    int position() {
        return at;
    }

    boolean isAtEnd() {
        return at == end;
    }

    int remaining() {
        return end - at;
    }

    long readLong() throws UndecodableException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at == end) {
                throw new UndecodableException("the bytes end in the middle of a number");
            }
            byte b = bytes[at++];
            if (shift == 63 && (b & 0xFE) != 0) {
                break;
            }
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new UndecodableException("a number takes more than 64 bits");
    }

    int readInt() throws UndecodableException {
        long value = readLong();
        if (value != (int) value) {
            throw new UndecodableException("an int takes more than 32 bits");
        }
        return (int) value;
    }

    /** An index below {@code count}. */
    int readIndex(int count) throws UndecodableException {
        long value = readLong();
        if (value < 0 || value >= count) {
            throw new UndecodableException("branch or symbol " + value + " of " + count);
        }
        return (int) value;
    }

    boolean readBoolean() throws UndecodableException {
        int from = skip(1);
        if (bytes[from] != 0 && bytes[from] != 1) {
            throw new UndecodableException("a boolean is neither 0 nor 1");
        }
        return bytes[from] == 1;
    }

    int readIntBits() throws UndecodableException {
        return (int) readBits(Integer.BYTES);
    }

    long readLongBits() throws UndecodableException {
        return readBits(Long.BYTES);
    }

    private long readBits(int length) throws UndecodableException {
        int from = skip(length);
        long bits = 0;
        for (int i = length - 1; i >= 0; i--) {
            bits = (bits << 8) | (bytes[from + i] & 0xFF);
        }
        return bits;
    }

    /** The length of a string or of bytes that follow. */
    int readLength() throws UndecodableException {
        long length = readLong();
        if (length < 0 || length > end - at) {
            throw new UndecodableException("a length of " + length + " where " + (end - at) + " bytes are left");
        }
        return (int) length;
    }

    /** Passes over so many bytes and says where they began. */
    int skip(int length) throws UndecodableException {
        if (length > end - at) {
            throw new UndecodableException("the bytes end too early");
        }
        int from = at;
        at += length;
        return from;
    }

    /** The number of items in the next block of an array or map; 0 after the last. */
    long readBlock() throws UndecodableException {
        long count = readLong();
        if (count < 0) {
            readLong(); // the block's length in bytes, for readers that skip
            count = -count;
        }
        if (count < 0) {
            throw new UndecodableException("a block of impossibly many items");
        }
        return count;
    }

    /** To be told of every item of an array, with the position where it began. */
    void itemRead(int from) throws UndecodableException {
        if (at == from && ++emptyItems > MAX_EMPTY_ITEMS) {
            throw new UndecodableException("more than " + MAX_EMPTY_ITEMS + " items that take no bytes");
        }
    }

    void enter() throws UndecodableException {
        if (++depth > MAX_NESTING) {
            throw new UndecodableException("nested deeper than " + MAX_NESTING + " levels");
        }
    }

    void leave() {
        depth--;
    }
}
