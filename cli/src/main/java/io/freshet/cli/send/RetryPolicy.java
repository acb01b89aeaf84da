package io.freshet.cli.send;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before sending again: what the gateway asked for, else twice as long each time. Pure.
 *
 * @param first after the first failure in a row
 * @param longest that is ever waited, whatever is asked for
 * @param patience how long without a single event taken before giving up
 */
record RetryPolicy(Duration first, Duration longest, Duration patience) {
    private static final int DOUBLINGS = 20;

    static RetryPolicy patientFor(Duration patience) {
        return new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), patience);
    }

    /** @param failures in a row, from 1 */
    Duration delay(int failures, @Nullable Duration retryAfter) {
        Duration wanted = retryAfter != null ? retryAfter : first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }

    boolean isExhausted(Duration sinceProgress) {
        return sinceProgress.compareTo(patience) >= 0;
    }
}
