package io.freshet.gateway.intake.mqtt;

/** Whether a text is a number as JSON writes them. Source: RFC 8259, section 6. */
final class JsonNumber {
    static final int NONE = 0;
    static final int INTEGER = 1;
    static final int FRACTION = 2;

    private JsonNumber() {}

    /** {@link #NONE}, {@link #INTEGER}, or {@link #FRACTION} for one with a fraction or an exponent. */
    static int kind(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        int at = digits(text, first);
        if (at == first || (text.charAt(first) == '0' && at > first + 1)) {
            return NONE;
        }
        int whole = at;
        if (at < text.length() && text.charAt(at) == '.') {
            at = atLeastOneDigit(text, at + 1);
        }
        if (at > 0 && at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            boolean signed = at + 1 < text.length() && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-');
            at = atLeastOneDigit(text, at + (signed ? 2 : 1));
        }
        if (at != text.length()) {
            return NONE;
        }
        return at == whole ? INTEGER : FRACTION;
    }

    /** The index behind the digits; negative if there is none. */
    private static int atLeastOneDigit(String text, int from) {
        int to = digits(text, from);
        return to == from ? -1 : to;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
