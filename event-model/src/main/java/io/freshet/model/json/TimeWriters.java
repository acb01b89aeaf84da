package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.io.IOException;

/**
 * Dates, times and timestamps: ISO-8601 strings as {@link IsoTime} reads them, or integers in the unit of the logical type. A
 * string that is finer than the unit is cut off to it, towards the past.
 */
final class TimeWriters {
    private static final String ISO_ZONED = "must be ISO-8601 with a zone, such as 2019-10-01T00:00:00Z";
    private static final String ISO_LOCAL = "must be ISO-8601 without a zone, such as 2019-10-01T00:00:00";

    private TimeWriters() {}

    static boolean outOfYears(JsonParser parser, Scratch scratch) {
        return scratch.fail(
                parser, Reason.OUT_OF_RANGE, "must be within the years 1 to 9999, and what the type can hold");
    }

    /** {@code timestamp-*} and {@code local-timestamp-*}. */
    static final class OfTimestamp extends ValueWriter {
        private final long perSecond;
        private final boolean zoned;
        private final NumberWriters.OfInteger number;

        /** @param perSecond units in a second: a thousand, a million, a thousand million */
        OfTimestamp(long perSecond, boolean zoned) {
            this.perSecond = perSecond;
            this.zoned = zoned;
            this.number = new NumberWriters.OfInteger(
                    saturate(IsoTime.MIN_SECOND, perSecond),
                    saturate(IsoTime.MAX_SECOND + 1, perSecond) - 1,
                    "a timestamp");
        }

        private static long saturate(long seconds, long perSecond) {
            long product = seconds * perSecond;
            boolean overflow = Math.multiplyHigh(seconds, perSecond) != product >> 63;
            return overflow ? (seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : product;
        }

        @Override
        String expected() {
            return "a timestamp";
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return number.write(parser, scratch);
            }
            IsoTime iso = scratch.iso;
            char[] text = parser.getTextCharacters();
            if (!iso.readTimestamp(text, parser.getTextOffset(), parser.getTextLength(), zoned)) {
                return scratch.fail(parser, Reason.INVALID_FORMAT, zoned ? ISO_ZONED : ISO_LOCAL);
            }
            long whole = iso.seconds * perSecond;
            if (iso.seconds < IsoTime.MIN_SECOND
                    || iso.seconds > IsoTime.MAX_SECOND
                    || Math.multiplyHigh(iso.seconds, perSecond) != whole >> 63) {
                return outOfYears(parser, scratch);
            }
            long value = whole + iso.nanos / (1_000_000_000L / perSecond);
            if (value < whole) {
                return outOfYears(parser, scratch);
            }
            scratch.out.writeLong(value);
            return true;
        }
    }

    static final class OfDate extends ValueWriter {
        private final NumberWriters.OfInteger number =
                new NumberWriters.OfInteger(IsoTime.MIN_DAY, IsoTime.MAX_DAY, "a date");

        @Override
        String expected() {
            return "a date";
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return number.write(parser, scratch);
            }
            char[] text = parser.getTextCharacters();
            if (!scratch.iso.readDate(text, parser.getTextOffset(), parser.getTextLength())) {
                return scratch.fail(parser, Reason.INVALID_FORMAT, "must be ISO-8601, such as 2019-10-01");
            }
            scratch.out.writeLong(scratch.iso.day);
            return true;
        }
    }

    /** {@code time-millis} and {@code time-micros}: of a day without zone. */
    static final class OfTime extends ValueWriter {
        private final long perSecond;
        private final NumberWriters.OfInteger number;

        OfTime(long perSecond) {
            this.perSecond = perSecond;
            this.number = new NumberWriters.OfInteger(0, 86_400 * perSecond - 1, "a time of day");
        }

        @Override
        String expected() {
            return "a time of day";
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return number.write(parser, scratch);
            }
            IsoTime iso = scratch.iso;
            char[] text = parser.getTextCharacters();
            if (!iso.readTime(text, parser.getTextOffset(), parser.getTextLength())) {
                return scratch.fail(parser, Reason.INVALID_FORMAT, "must be ISO-8601, such as 17:51:00");
            }
            scratch.out.writeLong(iso.seconds * perSecond + iso.nanos / (1_000_000_000L / perSecond));
            return true;
        }
    }
}
