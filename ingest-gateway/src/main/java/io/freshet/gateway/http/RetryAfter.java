package io.freshet.gateway.http;

import io.freshet.model.Reason;
import org.jspecify.annotations.Nullable;

/** When to come back, in whole seconds: the only form that every client in use understands. */
final class RetryAfter {
    static final int MOMENT = 1;
    private static final int OUTAGE = 5;

    /** So many tries come soon one after the other: most outages are short. */
    private static final int EAGER_TRIES = 3;

    private static final int LONGEST = 120;
    private static final int MOST_DOUBLINGS = 7;

    private RetryAfter() {}

    static int seconds(Reason reason) {
        return switch (reason) {
            case OVERLOADED, SHUTTING_DOWN -> MOMENT;
            case BROKER_UNAVAILABLE, REGISTRY_UNAVAILABLE, SPOOL_FULL, EARLIER_EVENT_FAILED -> OUTAGE;
            default -> 0;
        };
    }

    /**
     * For senders that count their tries and throw an event away after some: waits that double from the fourth try on, up to two minutes.
     * Ten tries then reach over more than six minutes of an outage, not over 45 seconds.
     *
     * @param first in seconds, what all others are told; what is longer than two minutes, and 0, stays as it is
     * @param before how often the same was sent before, as the sender has it; anything but a number is none
     */
    static int seconds(int first, @Nullable String before) {
        int doublings = Math.max(0, Math.min(MOST_DOUBLINGS, count(before) - EAGER_TRIES + 1));
        return Math.max(first, Math.min(LONGEST, first << doublings));
    }

    private static int count(@Nullable String before) {
        // At most four digits: more than any sender tries.
        return before != null && before.matches("[0-9]{1,4}") ? Integer.parseInt(before) : 0;
    }
}
