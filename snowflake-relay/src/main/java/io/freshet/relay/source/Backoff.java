package io.freshet.relay.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubling between two bounds, with jitter so that partitions and replicas don't come
 * back together.
 *
 * @param chance safe for the threads that use it
 */
public record Backoff(Duration min, Duration max, RandomGenerator chance) {
    private static final int MAX_DOUBLINGS = 20;

    /** @param failures so far, from 1 */
    public Duration after(int failures) {
        long doubled = min.toMillis() << Math.min(MAX_DOUBLINGS, failures - 1);
        long ceiling = Math.min(max.toMillis(), doubled);
        return Duration.ofMillis(ceiling / 2 + chance.nextLong(ceiling / 2 + 1));
    }
}
