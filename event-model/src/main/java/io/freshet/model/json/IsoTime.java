package io.freshet.model.json;

/**
 * Reads ISO-8601 in the forms that Freshet takes:
 *
 * <pre>
 *   date        2019-10-01
 *   time        17:51  17:51:00  17:51:00.5  (up to nine decimals)
 *   timestamp   date, then T or t or one space, then time, then Z or z or an offset: +02:00  +0200  +02
 *   local       the same without zone
 * </pre>
 *
 * Years 0001 to 9999; no leap seconds, no 24:00. Keeps its result until the next text: one per thread.
 */
final class IsoTime {
    /** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z in seconds since 1970. */
    static final long MIN_SECOND = -62_135_596_800L;

    static final long MAX_SECOND = 253_402_300_799L;
    static final long MIN_DAY = -719_162;
    static final long MAX_DAY = 2_932_896;

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    private static final int NO = -1;

    private char[] text = new char[0];
    private int at;
    private int end;

    /** Seconds since 1970, or of the day after {@link #readTime}. */
    long seconds;

    int nanos;
    /** Days since 1970. */
    long day;

    boolean readTimestamp(char[] from, int offset, int length, boolean zoned) {
        begin(from, offset, length);
        if (!date() || !separator() || !time()) {
            return false;
        }
        seconds += day * 86_400;
        return zoned ? zone() && at == end : at == end;
    }

    boolean readDate(char[] from, int offset, int length) {
        begin(from, offset, length);
        return date() && at == end;
    }

    boolean readTime(char[] from, int offset, int length) {
        begin(from, offset, length);
        return time() && at == end;
    }

    private void begin(char[] from, int offset, int length) {
        text = from;
        at = offset;
        end = offset + length;
    }

    private boolean date() {
        int year = digits(4);
        if (year < 1 || !take('-')) {
            return false;
        }
        int month = digits(2);
        if (month < 1 || month > 12 || !take('-')) {
            return false;
        }
        int dayOfMonth = digits(2);
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int inMonth = DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1] + (leap && month == 2 ? 1 : 0);
        if (dayOfMonth < 1 || dayOfMonth > inMonth) {
            return false;
        }
        int before = year - 1;
        day = MIN_DAY
                + 365L * before
                + before / 4
                - before / 100
                + before / 400
                + DAYS_BEFORE_MONTH[month - 1]
                + (leap && month > 2 ? 1 : 0)
                + dayOfMonth
                - 1;
        return true;
    }

    private boolean time() {
        int hour = digits(2);
        if (hour < 0 || hour > 23 || !take(':')) {
            return false;
        }
        int minute = digits(2);
        if (minute < 0 || minute > 59) {
            return false;
        }
        int second = 0;
        nanos = 0;
        if (take(':')) {
            second = digits(2);
            if (second < 0 || second > 59 || (take('.') && !fraction())) {
                return false;
            }
        }
        seconds = hour * 3600L + minute * 60L + second;
        return true;
    }

    private boolean fraction() {
        int value = 0;
        int count = 0;
        for (int c = digit(); c != NO; c = digit()) {
            if (++count > 9) {
                return false;
            }
            value = value * 10 + c;
        }
        for (int i = count; i < 9; i++) {
            value *= 10;
        }
        nanos = value;
        return count > 0;
    }

    private boolean separator() {
        return take('T') || take('t') || take(' ');
    }

    private boolean zone() {
        if (take('Z') || take('z')) {
            return true;
        }
        int sign = take('+') ? 1 : take('-') ? -1 : 0;
        int hours = sign == 0 ? NO : digits(2);
        if (hours < 0 || hours > 18) {
            return false;
        }
        int minutes = at == end ? 0 : minutesOfZone();
        if (minutes < 0 || minutes > 59) {
            return false;
        }
        seconds -= sign * (hours * 3600L + minutes * 60L);
        return true;
    }

    private int minutesOfZone() {
        take(':');
        return digits(2);
    }

    private boolean take(char expected) {
        if (at < end && text[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int c = digit();
            if (c == NO) {
                return NO;
            }
            value = value * 10 + c;
        }
        return value;
    }

    private int digit() {
        if (at < end && text[at] >= '0' && text[at] <= '9') {
            return text[at++] - '0';
        }
        return NO;
    }
}
