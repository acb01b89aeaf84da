package io.freshet.model.json;

/** What may become a Kafka key or header. Any thread. */
public final class HeaderText {
    public static final int MAX_ID_CHARS = 256;
    static final int MAX_KEY_BYTES = 1024;
    public static final String ID_RULE =
            "must have 1 to " + MAX_ID_CHARS + " characters, no control character and no half of a surrogate pair";
    static final String KEY_RULE = "a key has 1 to " + MAX_KEY_BYTES + " bytes and no control character";

    private HeaderText() {}

    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID_CHARS && isPlain(text);
    }

    public static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= MAX_KEY_BYTES && isPlain(text) && utf8Length(text) <= MAX_KEY_BYTES;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
                return false;
            }
            if (Character.isSurrogate(c) && !isPair(text, i++)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
