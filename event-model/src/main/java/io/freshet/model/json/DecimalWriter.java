package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A decimal of fixed scale, from a JSON number or a string with one. Exact: never by way of a double, never rounded; zeros at
 * the end of the fraction do not count.
 */
final class DecimalWriter extends ValueWriter {
    private static final int VARIABLE = -1;

    private final int precision;
    private final int scale;
    private final int fixedSize;

    private DecimalWriter(int precision, int scale, int fixedSize) {
        this.precision = precision;
        this.scale = scale;
        this.fixedSize = fixedSize;
    }

    static DecimalWriter ofBytes(int precision, int scale) {
        return new DecimalWriter(precision, scale, VARIABLE);
    }

    static DecimalWriter ofFixed(int precision, int scale, int size) {
        return new DecimalWriter(precision, scale, size);
    }

    @Override
    String expected() {
        return "a decimal number";
    }

    @Override
    boolean write(JsonParser parser, Scratch scratch) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT
                && token != JsonToken.VALUE_NUMBER_INT
                && token != JsonToken.VALUE_STRING) {
            return scratch.wrongType(parser, expected());
        }
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int length = parser.getTextLength();
        if (length > NumberWriters.MAX_DIGITS) {
            return outOfRange(parser, scratch);
        }
        if (token == JsonToken.VALUE_STRING && !isNumber(text, from, length)) {
            return scratch.fail(parser, Reason.INVALID_FORMAT, "the string is not a decimal number");
        }
        BigDecimal value = parse(text, from, length);
        return value == null ? outOfRange(parser, scratch) : writeScaled(value, parser, scratch);
    }

    private boolean writeScaled(BigDecimal value, JsonParser parser, Scratch scratch) {
        byte[] unscaled = fit(value);
        if (unscaled == null) {
            return outOfRange(parser, scratch);
        }
        if (fixedSize == VARIABLE) {
            scratch.out.writeBytes(unscaled);
            return true;
        }
        if (unscaled.length > fixedSize) {
            return outOfRange(parser, scratch);
        }
        byte[] wide = new byte[fixedSize];
        Arrays.fill(wide, (byte) (unscaled[0] < 0 ? -1 : 0));
        System.arraycopy(unscaled, 0, wide, fixedSize - unscaled.length, unscaled.length);
        scratch.out.writeRaw(wide, 0, fixedSize);
        return true;
    }

    /** The unscaled value in two's complement; null when it has too many digits before or behind the point. */
    private byte @Nullable [] fit(BigDecimal value) {
        if (value.signum() == 0) {
            return new byte[1];
        }
        // In long arithmetic, before any power of ten is computed: an exponent may be anything.
        long whole = (long) value.precision() - value.scale();
        long surplus = (long) value.scale() - scale;
        if (whole > precision - scale || surplus >= value.precision()) {
            return null;
        }
        try {
            return value.setScale(scale).unscaledValue().toByteArray();
        } catch (ArithmeticException needsRounding) {
            return null;
        }
    }

    private static @Nullable BigDecimal parse(char[] text, int from, int length) {
        try {
            return new BigDecimal(text, from, length);
        } catch (NumberFormatException exponentBeyondInt) {
            return null;
        }
    }

    private boolean outOfRange(JsonParser parser, Scratch scratch) {
        return scratch.fail(
                parser,
                Reason.OUT_OF_RANGE,
                "must have at most " + (precision - scale) + " digits before the point and " + scale + " behind it");
    }

    /** JSON's own grammar of a number, which is narrower than what {@link BigDecimal} reads. */
    private static boolean isNumber(char[] text, int from, int length) {
        int end = from + length;
        int at = from < end && text[from] == '-' ? from + 1 : from;
        int whole = digits(text, at, end);
        if (whole == at || (text[at] == '0' && whole > at + 1)) {
            return false;
        }
        at = whole;
        if (at < end && text[at] == '.') {
            int fraction = digits(text, at + 1, end);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        if (at < end && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            at = at < end && (text[at] == '+' || text[at] == '-') ? at + 1 : at;
            int exponent = digits(text, at, end);
            return exponent > at && exponent == end;
        }
        return at == end;
    }

    private static int digits(char[] text, int from, int end) {
        int at = from;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }
}
