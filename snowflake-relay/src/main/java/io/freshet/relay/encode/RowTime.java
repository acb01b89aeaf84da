package io.freshet.relay.encode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Milliseconds since 1970 as ISO-8601 in UTC, always with three digits of fraction. The day is kept from row to row. One thread. */
final class RowTime {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);
    private static final long DAY = 86_400_000;
    /** Up to the end of the year 9999; earlier and later times are rare, and written the slow way. */
    private static final long END = 253_402_300_800_000L;

    private static final int DATE_LENGTH = 11;

    private final byte[] text = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
    private long day = -1;

    void write(long millis, RowBuffer row) throws IOException {
        if (millis < 0 || millis >= END) {
            row.write(format(millis).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        if (millis / DAY != day) {
            day = millis / DAY;
            System.arraycopy(format(millis).getBytes(StandardCharsets.US_ASCII), 0, text, 0, DATE_LENGTH);
        }
        int of = (int) (millis % DAY);
        two(of / 3_600_000, 11);
        two(of / 60_000 % 60, 14);
        two(of / 1_000 % 60, 17);
        text[20] = (byte) ('0' + of % 1_000 / 100);
        two(of % 100, 21);
        row.write(text);
    }

    private void two(int number, int at) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
    }

    static String format(long millis) {
        return MILLIS.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    }
}
