package io.freshet.gateway.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;

/**
 * A moment as {@link Instant#toString} writes it, several times as fast: every record has one or two. Days become dates as in
 * https://howardhinnant.github.io/date_algorithms.html#civil_from_days. Any thread.
 */
final class IsoText {
    private static final long FIRST = -62_135_596_800L;
    private static final long LAST = 253_402_300_799L;
    private static final int DAY = 86_400;
    private static final int SECONDS_END = 19;
    private static final int LONGEST = 30;

    private IsoText() {}

    static String of(Instant instant) {
        long second = instant.getEpochSecond();
        if (second < FIRST || second > LAST) {
            return instant.toString();
        }
        byte[] text = new byte[LONGEST];
        date(Math.floorDiv(second, DAY), text);
        int ofDay = (int) Math.floorMod(second, (long) DAY);
        text[10] = 'T';
        digits(text, 11, ofDay / 3600, 2);
        text[13] = ':';
        digits(text, 14, ofDay / 60 % 60, 2);
        text[16] = ':';
        digits(text, 17, ofDay % 60, 2);
        int end = fraction(text, instant.getNano());
        text[end++] = 'Z';
        return new String(text, 0, end, ISO_8859_1);
    }

    private static void date(long epochDay, byte[] text) {
        int day = (int) epochDay + 719_468;
        int era = Math.floorDiv(day, 146_097);
        int ofEra = day - era * 146_097;
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int fromMarch = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * fromMarch + 2) / 153;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        digits(text, 0, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
        text[4] = '-';
        digits(text, 5, month, 2);
        text[7] = '-';
        digits(text, 8, fromMarch - (153 * shifted + 2) / 5 + 1, 2);
    }

    /** None, or three, six or nine digits, as few as say it all. */
    private static int fraction(byte[] text, int nanos) {
        if (nanos == 0) {
            return SECONDS_END;
        }
        int count = nanos % 1_000 != 0 ? 9 : nanos % 1_000_000 != 0 ? 6 : 3;
        text[SECONDS_END] = '.';
        digits(text, SECONDS_END + 1, count == 9 ? nanos : count == 6 ? nanos / 1_000 : nanos / 1_000_000, count);
        return SECONDS_END + 1 + count;
    }

    private static void digits(byte[] text, int at, int value, int count) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
