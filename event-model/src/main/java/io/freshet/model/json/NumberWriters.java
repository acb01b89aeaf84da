package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.io.IOException;

/** Avro's primitive types that are no text. */
final class NumberWriters {
    /** Longer numbers are refused before anything is computed from them. */
    static final int MAX_DIGITS = 1000;

    /** As many digits as any long can have, with a sign. */
    private static final int MAX_LONG_DIGITS = 20;

    private NumberWriters() {}

    static final class OfNull extends ValueWriter {
        @Override
        String expected() {
            return "null";
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) {
            return parser.currentToken() == JsonToken.VALUE_NULL || scratch.wrongType(parser, expected());
        }
    }

    static final class OfBoolean extends ValueWriter {
        @Override
        String expected() {
            return "a boolean";
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) {
            JsonToken token = parser.currentToken();
            if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
                return scratch.wrongType(parser, expected());
            }
            scratch.out.writeByte(token == JsonToken.VALUE_TRUE ? 1 : 0);
            return true;
        }
    }

    /** {@code int} and {@code long}, and whatever counts in them: a number without fraction or exponent, in a range. */
    static final class OfInteger extends ValueWriter {
        private final long least;
        private final long most;
        private final String expected;

        OfInteger(long least, long most, String expected) {
            this.least = least;
            this.most = most;
            this.expected = expected;
        }

        @Override
        String expected() {
            return expected;
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                return scratch.wrongType(parser, expected);
            }
            if (parser.getTextLength() > MAX_LONG_DIGITS
                    || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                return outOfRange(parser, scratch);
            }
            long value = parser.getLongValue();
            if (value < least || value > most) {
                return outOfRange(parser, scratch);
            }
            scratch.out.writeLong(value);
            return true;
        }

        private boolean outOfRange(JsonParser parser, Scratch scratch) {
            return scratch.fail(parser, Reason.OUT_OF_RANGE, "must be from " + least + " to " + most);
        }
    }

    /** The nearest {@code double}, or {@code float}; a number that has none is out of range. */
    static final class OfFraction extends ValueWriter {
        private final boolean isDouble;

        OfFraction(boolean isDouble) {
            this.isDouble = isDouble;
        }

        @Override
        String expected() {
            return "a number";
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) throws IOException {
            JsonToken token = parser.currentToken();
            if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
                return scratch.wrongType(parser, expected());
            }
            if (parser.getTextLength() > MAX_DIGITS) {
                return scratch.fail(parser, Reason.OUT_OF_RANGE, "a number has at most " + MAX_DIGITS + " characters");
            }
            return isDouble ? writeDouble(parser, scratch, token) : writeFloat(parser, scratch);
        }

        private static boolean writeDouble(JsonParser parser, Scratch scratch, JsonToken token) throws IOException {
            double value = parser.getDoubleValue();
            if (value == 0 && token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() == 2) {
                value = -0.0; // the integer -0, whose sign a long does not keep
            }
            if (Double.isInfinite(value)) {
                return scratch.fail(parser, Reason.OUT_OF_RANGE, "beyond what a double can hold");
            }
            scratch.out.writeDouble(value);
            return true;
        }

        private static boolean writeFloat(JsonParser parser, Scratch scratch) throws IOException {
            float value = Float.parseFloat(parser.getText());
            if (Float.isInfinite(value)) {
                return scratch.fail(parser, Reason.OUT_OF_RANGE, "beyond what a float can hold");
            }
            scratch.out.writeFloat(value);
            return true;
        }
    }
}
