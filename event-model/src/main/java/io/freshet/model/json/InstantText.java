package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * A moment of the years 1 to 9999 as {@link java.time.Instant#toString} writes it: ISO-8601 in UTC, with as many digits of a fraction (none, 3, 6
 * or 9) as it takes. Without its detours, because it is in every row.
 */
final class InstantText {
    private static final int LONGEST = "0000-00-00T00:00:00.000000000Z".length();
    private static final long DAY = 86_400;
    private static final long NANOS = 1_000_000_000;

    private InstantText() {}

    static void write(long value, long perSecond, JsonGenerator out) throws IOException {
        char[] text = new char[LONGEST];
        long second = Math.floorDiv(value, perSecond);
        date(Math.floorDiv(second, DAY), text);
        int of = (int) Math.floorMod(second, DAY);
        text[10] = 'T';
        digits(of / 3_600, 2, 11, text);
        text[13] = ':';
        digits(of / 60 % 60, 2, 14, text);
        text[16] = ':';
        digits(of % 60, 2, 17, text);
        int end = fraction((int) (Math.floorMod(value, perSecond) * (NANOS / perSecond)), text);
        text[end] = 'Z';
        out.writeString(text, 0, end + 1);
    }

    private static int fraction(int nanos, char[] text) {
        if (nanos == 0) {
            return 19;
        }
        text[19] = '.';
        if (nanos % 1_000_000 == 0) {
            digits(nanos / 1_000_000, 3, 20, text);
            return 23;
        }
        if (nanos % 1_000 == 0) {
            digits(nanos / 1_000, 6, 20, text);
            return 26;
        }
        digits(nanos, 9, 20, text);
        return 29;
    }

    /** Days since 1970 to the proleptic Gregorian calendar, counted in eras of 400 years that begin in March. */
    private static void date(long epochDay, char[] text) {
        long day = epochDay + 719_468;
        int era = (int) Math.floorDiv(day, 146_097L);
        int ofEra = (int) (day - era * 146_097L);
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int march = (5 * ofYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        digits(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4, 0, text);
        text[4] = '-';
        digits(month, 2, 5, text);
        text[7] = '-';
        digits(ofYear - (153 * march + 2) / 5 + 1, 2, 8, text);
    }

    private static void digits(int number, int count, int at, char[] text) {
        int left = number;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (char) ('0' + left % 10);
            left /= 10;
        }
    }
}
