package io.freshet.model.json;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A moment as senders write it outside of an event's own fields. Any thread. */
public final class SenderTime {
    private static final int MOST_DIGITS = 15;
    private static final int LONGEST = 64;

    private SenderTime() {}

    /** @return null for what is neither ISO-8601 with a zone nor milliseconds since 1970, or is beyond the years 1 to 9999 */
    public static @Nullable Instant read(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        if (isInteger(text)) {
            long millis = Long.parseLong(text);
            return Timestamps.isInYears(millis, 1_000) ? Instant.ofEpochMilli(millis) : null;
        }
        IsoTime iso = new IsoTime();
        boolean readable = iso.readTimestamp(text.toCharArray(), 0, text.length(), true)
                && iso.seconds >= IsoTime.MIN_SECOND
                && iso.seconds <= IsoTime.MAX_SECOND;
        return readable ? Instant.ofEpochSecond(iso.seconds, iso.nanos) : null;
    }

    private static boolean isInteger(String text) {
        int from = text.charAt(0) == '-' ? 1 : 0;
        if (text.length() - from < 1 || text.length() - from > MOST_DIGITS) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
