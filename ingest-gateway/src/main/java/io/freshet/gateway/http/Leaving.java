package io.freshet.gateway.http;

import java.util.function.LongSupplier;

/**
 * Whether the gateway is about to stop. Those who route to it are given a moment to notice; after that new requests are refused, so
 * that what is under way comes to an end. Any thread.
 */
public final class Leaving {
    private static final long STAYS = Long.MIN_VALUE;

    private final LongSupplier nanos;
    private volatile long refusesFrom = STAYS;

    /** @param nanos a clock that never goes back */
    public Leaving(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param graceNanos for which requests are still taken */
    public void begin(long graceNanos) {
        refusesFrom = nanos.getAsLong() + graceNanos;
    }

    boolean refuses() {
        long from = refusesFrom;
        return from != STAYS && nanos.getAsLong() - from >= 0;
    }
}
