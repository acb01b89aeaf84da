package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import io.freshet.model.json.AvroToJson.UndecodableException;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** How single values look in JSON. */
final class JsonText {
    /** What fits into a NUMBER of Snowflake. */
    private static final int MAX_NUMBER_DIGITS = 38;

    /** Longer ones would cost more time to write in decimal than any of them is worth. */
    private static final int MAX_DECIMAL_BYTES = 1024;

    private JsonText() {}

    static String readName(AvroInput in) throws UndecodableException {
        int length = in.readLength();
        int from = in.skip(length);
        if (Utf8.firstInvalid(in.bytes, from, from + length) >= 0) {
            throw new UndecodableException("the key of a map is not UTF-8");
        }
        return new String(in.bytes, from, length, StandardCharsets.UTF_8);
    }

    /** A string; {@code {"b64": …}} where its bytes are not UTF-8, which JSON cannot say otherwise. */
    static void writeString(AvroInput in, JsonGenerator out) throws IOException, UndecodableException {
        int length = in.readLength();
        int from = in.skip(length);
        if (Utf8.firstInvalid(in.bytes, from, from + length) >= 0) {
            out.writeStartObject();
            out.writeFieldName("b64");
            out.writeBinary(in.bytes, from, length);
            out.writeEndObject();
        } else if (out instanceof UTF8JsonGenerator) {
            out.writeUTF8String(in.bytes, from, length);
        } else {
            out.writeString(new String(in.bytes, from, length, StandardCharsets.UTF_8));
        }
    }

    /** Exact; a string where it has more digits than a number may. */
    static void writeDecimal(AvroInput in, int length, int scale, JsonGenerator out)
            throws IOException, UndecodableException {
        if (length > MAX_DECIMAL_BYTES) {
            throw new UndecodableException("a decimal of " + length + " bytes");
        }
        int from = in.skip(length);
        BigInteger unscaled = length == 0 ? BigInteger.ZERO : new BigInteger(in.bytes, from, length);
        BigDecimal value = new BigDecimal(unscaled, scale);
        boolean fits = scale <= MAX_NUMBER_DIGITS && value.precision() <= MAX_NUMBER_DIGITS;
        if (fits) {
            out.writeNumber(value.toPlainString());
        } else {
            out.writeString(value.toPlainString());
        }
    }

    static void writeUuid(byte[] bytes, int from, JsonGenerator out) throws IOException {
        out.writeString(new UUID(bits(bytes, from), bits(bytes, from + 8)).toString());
    }

    private static long bits(byte[] bytes, int from) {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = (bits << 8) | (bytes[from + i] & 0xFF);
        }
        return bits;
    }

    /** ISO-8601, with {@code Z} when it is zoned; beyond the years 1 to 9999 its number, which no cast would read as a time. */
    static void writeTimestamp(long value, long perSecond, boolean zoned, JsonGenerator out) throws IOException {
        if (!Timestamps.isInYears(value, perSecond)) {
            out.writeNumber(value);
        } else if (zoned) {
            InstantText.write(value, perSecond, out);
        } else {
            LocalDateTime local = LocalDateTime.ofInstant(Timestamps.instant(value, perSecond), ZoneOffset.UTC);
            out.writeString(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local));
        }
    }

    static void writeDate(long day, JsonGenerator out) throws IOException {
        if (day < IsoTime.MIN_DAY || day > IsoTime.MAX_DAY) {
            out.writeNumber(day);
        } else {
            out.writeString(LocalDate.ofEpochDay(day).toString());
        }
    }

    static void writeTime(long value, long perSecond, JsonGenerator out) throws IOException {
        if (value < 0 || value >= 86_400 * perSecond) {
            out.writeNumber(value);
        } else {
            LocalTime time = LocalTime.ofNanoOfDay(value * (1_000_000_000L / perSecond));
            out.writeString(DateTimeFormatter.ISO_LOCAL_TIME.format(time));
        }
    }

    /** For values that must be read but not written. */
    static JsonGenerator nowhere() throws IOException {
        JsonGenerator out = FreshetJson.factory().createGenerator(OutputStream.nullOutputStream());
        return out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    }
}
