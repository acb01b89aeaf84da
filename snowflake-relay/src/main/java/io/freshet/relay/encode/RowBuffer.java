package io.freshet.relay.encode;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** One row on its way out; refuses to grow over its limit. Reused from row to row. */
final class RowBuffer extends OutputStream {
    private final int limit;
    private byte[] bytes = new byte[4_096];
    private int length;

    RowBuffer(int limit) {
        this.limit = limit;
    }

    /** The row is larger than the warehouse takes. */
    static final class RowTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        RowTooLargeException(int limit) {
            super("row over " + limit + " bytes");
        }
    }

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public void write(int b) throws IOException {
        room(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    private void room(int count) throws IOException {
        if (count > limit - length) {
            throw new RowTooLargeException(limit);
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(bytes.length * 2, length + count)));
        }
    }
}
