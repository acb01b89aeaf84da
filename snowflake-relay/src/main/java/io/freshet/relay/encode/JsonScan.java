package io.freshet.relay.encode;

import io.freshet.model.json.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks at a row eight bytes at a time and says whether it is <em>surely</em> one strict JSON object without a space, in UTF-8, with no name
 * twice, and none that {@code _meta} would repeat. Where it is not sure (an escape in a name, a surrogate, many names, deep nesting) it says no, and {@link StrictJson} asks a parser.
 * Reused from row to row. One thread.
 */
final class JsonScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAMES = 128;
    /** Names are compared with all others of their object. */
    private static final int MAX_NAMES_OF_ONE = 48;

    private static final int NO = -1;
    private static final byte[] META = "_meta".getBytes(StandardCharsets.US_ASCII);

    private final int[] nameFrom = new int[MAX_NAMES];
    private final int[] nameTo = new int[MAX_NAMES];
    /** Length, first and last byte: equal names have equal ones. */
    private final int[] nameMark = new int[MAX_NAMES];

    private final int[] firstName = new int[MAX_DEPTH];
    private final boolean[] object = new boolean[MAX_DEPTH];
    private int depth;
    private int names;

    /** Whether the first {@code length} bytes surely are one. */
    boolean isStrictObject(byte[] bytes, int length) {
        depth = -1;
        names = 0;
        return length > 0 && bytes[0] == '{' && walk(bytes, length) && Utf8.firstInvalid(bytes, 0, length) < 0;
    }

    private boolean walk(byte[] bytes, int length) {
        int at = 0;
        while (at >= 0 && at < length) {
            at = value(bytes, at, length);
            // Behind a value: what it is in may end, again and again, and where nothing is left so must the row.
            while (at >= 0 && depth >= 0 && at < length && bytes[at] == (object[depth] ? '}' : ']')) {
                leave();
                at++;
            }
            if (at < 0 || depth < 0) {
                return at == length;
            }
            at = at < length && bytes[at] == ',' ? next(bytes, at + 1, length) : NO;
        }
        return false;
    }

    /** Behind a comma or the beginning: in an object a name comes first. */
    private int next(byte[] bytes, int at, int length) {
        return object[depth] ? name(bytes, at, length) : at;
    }

    /** Passes over a scalar, or enters an object or array up to its first value; where it is empty, up to its end. */
    private int value(byte[] bytes, int from, int length) {
        int at = from;
        while (at >= 0 && at < length && (bytes[at] == '{' || bytes[at] == '[')) {
            boolean isObject = bytes[at] == '{';
            if (!enter(isObject)) {
                return NO;
            }
            at++;
            if (at < length && bytes[at] == (isObject ? '}' : ']')) {
                return at;
            }
            at = next(bytes, at, length);
        }
        return at < 0 || at >= length ? NO : scalar(bytes, at, length);
    }

    private static int scalar(byte[] bytes, int at, int length) {
        return switch (bytes[at]) {
            case '"' -> string(bytes, at + 1, length);
            case 't' -> word(bytes, at, length, "true");
            case 'f' -> word(bytes, at, length, "false");
            case 'n' -> word(bytes, at, length, "null");
            default -> number(bytes, at, length);
        };
    }

    private boolean enter(boolean isObject) {
        if (depth + 1 == MAX_DEPTH) {
            return false;
        }
        depth++;
        object[depth] = isObject;
        firstName[depth] = names;
        return true;
    }

    private void leave() {
        names = firstName[depth--];
    }

    /** A name and its colon. */
    private int name(byte[] bytes, int from, int length) {
        if (from >= length || bytes[from] != '"') {
            return NO;
        }
        int end = plain(bytes, from + 1, length);
        boolean fits = end + 1 < length
                && bytes[end] == '"'
                && bytes[end + 1] == ':'
                && names < MAX_NAMES
                && names - firstName[depth] < MAX_NAMES_OF_ONE;
        return fits && isNew(bytes, from + 1, end) ? end + 2 : NO;
    }

    private boolean isNew(byte[] bytes, int from, int to) {
        if (depth == 0 && Arrays.equals(bytes, from, to, META, 0, META.length)) {
            return false;
        }
        int mark = from == to ? 0 : (to - from) << 16 | (bytes[from] & 0xFF) << 8 | (bytes[to - 1] & 0xFF);
        for (int other = firstName[depth]; other < names; other++) {
            if (nameMark[other] == mark && Arrays.equals(bytes, nameFrom[other], nameTo[other], bytes, from, to)) {
                return false;
            }
        }
        nameMark[names] = mark;
        nameFrom[names] = from;
        nameTo[names++] = to;
        return true;
    }

    /** @return behind the closing quote */
    private static int string(byte[] bytes, int from, int length) {
        int at = plain(bytes, from, length);
        while (at < length && bytes[at] == '\\') {
            at = escape(bytes, at, length);
            if (at < 0) {
                return NO;
            }
            at = plain(bytes, at, length);
        }
        return at < length && bytes[at] == '"' ? at + 1 : NO;
    }

    private static int escape(byte[] bytes, int at, int length) {
        if (at + 1 >= length) {
            return NO;
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> {
                boolean control = at + 5 < length
                        && bytes[at + 2] == '0'
                        && bytes[at + 3] == '0'
                        && isHex(bytes[at + 4])
                        && isHex(bytes[at + 5]);
                yield control ? at + 6 : NO;
            }
            default -> NO;
        };
    }

    private static boolean isHex(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
    }

    private static int word(byte[] bytes, int at, int length, String word) {
        if (length - at < word.length()) {
            return NO;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return NO;
            }
        }
        return at + word.length();
    }

    private static int number(byte[] bytes, int from, int length) {
        int at = from < length && bytes[from] == '-' ? from + 1 : from;
        int whole = digits(bytes, at, length);
        if (whole == at || (whole > at + 1 && bytes[at] == '0')) {
            return NO;
        }
        at = whole;
        if (at < length && bytes[at] == '.') {
            int fraction = digits(bytes, at + 1, length);
            if (fraction == at + 1) {
                return NO;
            }
            at = fraction;
        }
        if (at < length && (bytes[at] == 'e' || bytes[at] == 'E')) {
            boolean signed = at + 1 < length && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
            int exponent = at + (signed ? 2 : 1);
            at = digits(bytes, exponent, length);
            return at == exponent ? NO : at;
        }
        return at;
    }

    private static int digits(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /** The first byte from here on that a string cannot bear as it is: a quote, a backslash, a control character; else the end. */
    static int plain(byte[] bytes, int from, int end) {
        int at = from;
        while (end - at >= Long.BYTES) {
            long eight = (long) LONGS.get(bytes, at);
            long found = (zero(eight ^ QUOTES) | zero(eight ^ BACKSLASHES) | ((eight - SPACES) & ~eight)) & HIGH;
            if (found != 0) {
                // Only above the first one can there be others that are none.
                return at + (Long.numberOfTrailingZeros(found) >> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && isPlain(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Whether all of it can stand in a string as it is, and is ASCII. */
    static boolean isPlainAscii(byte[] bytes, int from, int end) {
        if (end - from < Long.BYTES) {
            int at = from;
            while (at < end && bytes[at] >= ' ' && isPlain(bytes[at])) {
                at++;
            }
            return at == end;
        }
        long found = 0;
        for (int at = from; at < end - Long.BYTES; at += Long.BYTES) {
            found |= unfit((long) LONGS.get(bytes, at));
        }
        // The last eight, some of them for the second time.
        return ((found | unfit((long) LONGS.get(bytes, end - Long.BYTES))) & HIGH) == 0;
    }

    private static long unfit(long eight) {
        return zero(eight ^ QUOTES) | zero(eight ^ BACKSLASHES) | (eight - SPACES) | eight;
    }

    /** High bits where a byte is zero, and perhaps above the first of them. */
    private static long zero(long eight) {
        return (eight - ONES) & ~eight;
    }

    private static boolean isPlain(byte b) {
        return b != '"' && b != '\\' && (b < 0 || b >= ' ');
    }
}
