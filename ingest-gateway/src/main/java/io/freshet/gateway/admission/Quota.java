package io.freshet.gateway.admission;

import io.freshet.model.Reason;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One limit: so much per second, refilled steadily, or so much per day, refilled at midnight UTC. May be overdrawn by what was let
 * in before it could be counted; nothing more is let in until that is paid off. Any thread.
 */
final class Quota {
    private static final double NANOS = 1e9;

    private final String policy;
    private final long limit;
    private final Duration window;
    private final Reason reason;
    private final Bucket bucket;

    private Quota(String policy, long limit, Duration window, Reason reason, Bucket bucket) {
        this.policy = policy;
        this.limit = limit;
        this.window = window;
        this.reason = reason;
        this.bucket = bucket;
    }

    static Quota perSecond(String policy, long limit, TimeMeter clock) {
        Duration second = Duration.ofSeconds(1);
        return new Quota(
                policy,
                limit,
                second,
                Reason.RATE_LIMITED,
                Bucket.builder()
                        .withCustomTimePrecision(clock)
                        .addLimit(to -> to.capacity(limit).refillGreedy(limit, second))
                        .build());
    }

    static Quota perDay(String policy, long limit, TimeMeter clock) {
        Duration day = Duration.ofDays(1);
        Instant midnight = Instant.ofEpochSecond(0, clock.currentTimeNanos())
                .truncatedTo(ChronoUnit.DAYS)
                .plus(day);
        return new Quota(
                policy,
                limit,
                day,
                Reason.QUOTA_EXHAUSTED,
                Bucket.builder()
                        .withCustomTimePrecision(clock)
                        .addLimit(to -> to.capacity(limit).refillIntervallyAligned(limit, day, midnight))
                        .build());
    }

    /** Takes {@code amount} if anything at all is left. */
    boolean take(long amount) {
        if (!bucket.tryConsume(1)) {
            return false;
        }
        charge(amount - 1);
        return true;
    }

    void charge(long amount) {
        if (amount > 0) {
            bucket.consumeIgnoringRateLimits(amount);
        }
    }

    void giveBack(long amount) {
        if (amount > 0) {
            bucket.addTokens(amount);
        }
    }

    /** In how many seconds something can be taken again, at least 1. */
    int retryAfter() {
        return Math.clamp(seconds(1), 1, Integer.MAX_VALUE);
    }

    /** Until something is left again, in nanoseconds. */
    long owedNanos() {
        return bucket.getAvailableTokens() > 0
                ? 0
                : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    Reason reason() {
        return reason;
    }

    String policy() {
        return policy;
    }

    Standing standing() {
        long remaining = Math.max(0, bucket.getAvailableTokens());
        return new Standing(policy, limit, window.toSeconds(), remaining, remaining == limit ? 0 : seconds(limit));
    }

    private long seconds(long amount) {
        EstimationProbe probe = bucket.estimateAbilityToConsume(amount);
        return (long) Math.ceil(probe.getNanosToWaitForRefill() / NANOS);
    }
}
