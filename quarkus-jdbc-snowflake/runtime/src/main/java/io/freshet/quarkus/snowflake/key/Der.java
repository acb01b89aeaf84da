package io.freshet.quarkus.snowflake.key;

import java.util.Arrays;

/** A reader of DER (ITU-T X.690) that walks one level of a structure: as much of it as an encrypted PKCS#8 key needs. */
final class Der {

    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private final byte[] bytes;
    private final int end;
    private int at;

    Der(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Der(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean nextIs(int tag) {
        return at < end && (bytes[at] & 0xff) == tag;
    }

    /** Enters the next element, which must have the tag. */
    Der enter(int tag) {
        if (!nextIs(tag)) {
            throw new IllegalArgumentException("Not the expected DER element");
        }
        at++;
        int length = length();
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException("A DER element ends beyond its parent");
        }
        Der inside = new Der(bytes, at, at + length);
        at += length;
        return inside;
    }

    byte[] content(int tag) {
        Der inside = enter(tag);
        return Arrays.copyOfRange(bytes, inside.at, inside.end);
    }

    int integer() {
        byte[] content = content(INTEGER);
        if (content.length == 0 || content.length > 4) {
            throw new IllegalArgumentException("A DER integer out of range");
        }
        int value = 0;
        for (byte b : content) {
            value = (value << 8) | (b & 0xff);
        }
        return value;
    }

    /** The next object identifier in dotted form; arcs are small in everything that is read here. */
    String objectIdentifier() {
        byte[] content = content(OBJECT_IDENTIFIER);
        StringBuilder dotted = new StringBuilder();
        long arc = 0;
        for (int i = 0; i < content.length; i++) {
            arc = (arc << 7) | (content[i] & 0x7f);
            if (content[i] >= 0) {
                if (dotted.isEmpty()) {
                    dotted.append(Math.min(arc / 40, 2)).append('.').append(arc - 40 * Math.min(arc / 40, 2));
                } else {
                    dotted.append('.').append(arc);
                }
                arc = 0;
            }
        }
        return dotted.toString();
    }

    private int length() {
        int first = at < end ? bytes[at++] & 0xff : -1;
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7f;
        if (count > 3 || count > end - at) {
            throw new IllegalArgumentException("A DER length out of range");
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | (bytes[at++] & 0xff);
        }
        return length;
    }
}
