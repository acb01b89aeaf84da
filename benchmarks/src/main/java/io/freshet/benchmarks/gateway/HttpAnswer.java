package io.freshet.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** Just enough of HTTP/1.1 to know when an answer is whole. */
final class HttpAnswer {
    private static final byte[] LENGTH = "content-length: ".getBytes(US_ASCII);
    private static final int STATUS_AT = 9;

    private HttpAnswer() {}

    /** @return the status of the answer that the buffer begins with, 0 if it is not whole; answers without a length have no body */
    @SuppressWarnings("ByteBufferBackingArray") // HttpLoad allocates it on the heap, whole
    static int status(ByteBuffer in) {
        byte[] bytes = in.array();
        int end = headEnd(bytes, in.position());
        if (end < 0 || in.position() < end + length(bytes, end)) {
            return 0;
        }
        return Integer.parseInt(new String(bytes, STATUS_AT, 3, US_ASCII));
    }

    private static int headEnd(byte[] bytes, int limit) {
        for (int i = 3; i < limit; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int length(byte[] bytes, int end) {
        for (int i = 0; i < end - LENGTH.length; i++) {
            int at = 0;
            while (at < LENGTH.length && (bytes[i + at] | 0x20) == (LENGTH[at] | 0x20)) {
                at++;
            }
            if (at == LENGTH.length) {
                int length = 0;
                for (int d = i + at; bytes[d] >= '0' && bytes[d] <= '9'; d++) {
                    length = 10 * length + bytes[d] - '0';
                }
                return length;
            }
        }
        return 0;
    }
}
