package io.freshet.gateway.intake;

/** Finding one's way over JSON's white space and line ends. */
final class Blank {
    private Blank() {}

    /** The length of the byte order mark with which the bytes begin: senders on Windows write one. */
    static int byteOrderMark(byte[] bytes, int length) {
        return length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
    }

    /** The index of the first byte that is no JSON white space, or {@code to}. */
    static int skip(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The index behind the last byte that is no JSON white space, or {@code from}. */
    static int trim(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && isBlank(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    /** The index of the next line feed, or {@code to}. */
    static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
