package io.freshet.relay.encode;

import io.freshet.model.json.Utf8;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** One row on its way out; refuses to grow over its limit. Reused from row to row. One thread. */
final class RowBuffer extends OutputStream {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] B64_BEGIN = "{\"b64\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] B64_END = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 20;
    private static final int SPACE = 0x20;

    private final int limit;
    private final byte[] digits = new byte[LONGEST_NUMBER];
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
    public void write(byte[] from) throws IOException {
        write(from, 0, from.length);
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Takes back the last byte. */
    void back() {
        length--;
    }

    void number(long value) throws IOException {
        if (value < 0) {
            write(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int at = LONGEST_NUMBER;
        long left = value;
        do {
            digits[--at] = (byte) ('0' + left % 10);
            left /= 10;
        } while (left > 0);
        write(digits, at, LONGEST_NUMBER - at);
    }

    /** A JSON string where the bytes are UTF-8, else {@code {"b64": …}}. */
    void text(byte[] from, int offset, int count) throws IOException {
        if (JsonScan.isPlainAscii(from, offset, offset + count)) {
            room(count + 2);
            bytes[length] = '"';
            System.arraycopy(from, offset, bytes, length + 1, count);
            bytes[length + 1 + count] = '"';
            length += count + 2;
        } else if (Utf8.firstInvalid(from, offset, offset + count) < 0) {
            write('"');
            int plain = JsonScan.plain(from, offset, offset + count);
            write(from, offset, plain - offset);
            escape(from, plain, offset + count);
            write('"');
        } else {
            write(B64_BEGIN);
            write(Base64.getEncoder().encode(Arrays.copyOfRange(from, offset, offset + count)));
            write(B64_END);
        }
    }

    private void escape(byte[] from, int offset, int end) throws IOException {
        for (int at = offset; at < end; at++) {
            byte b = from[at];
            if (b == '"' || b == '\\') {
                write('\\');
                write(b);
            } else if (b >= 0 && b < SPACE) {
                control(b);
            } else {
                write(b);
            }
        }
    }

    private void control(byte b) throws IOException {
        write('\\');
        switch (b) {
            case '\b' -> write('b');
            case '\t' -> write('t');
            case '\n' -> write('n');
            case '\f' -> write('f');
            case '\r' -> write('r');
            default -> {
                write('u');
                write('0');
                write('0');
                write(HEX[b >> 4]);
                write(HEX[b & 0xF]);
            }
        }
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
