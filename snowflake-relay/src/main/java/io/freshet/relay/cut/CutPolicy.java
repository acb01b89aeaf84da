package io.freshet.relay.cut;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a range ends by itself: by age, by size, or when the reader has caught up with the log. A backlog is cut by size
 * alone (or age), so it makes large files.
 *
 * @param age since the first buffered record
 * @param bytes of the records as Kafka holds them: keys, values and headers
 * @param records cut at this many, but only when fewer than that many remain to the end of the log
 */
public record CutPolicy(Duration age, long bytes, int records) {
    /** How many times longer a partition with a backlog may wait for its turn when memory is short. */
    private static final int PATIENCE = 6;

    public CutPolicy {
        if (age.isNegative() || age.isZero() || bytes <= 0 || records <= 0) {
            throw new IllegalArgumentException("age, bytes and records of a cut must be positive");
        }
    }

    /** Whether so many records remain that files should be large rather than soon. */
    public boolean behind(OptionalLong remaining) {
        return remaining.isPresent() && remaining.getAsLong() >= records;
    }

    /**
     * Whether a range ends here, and why.
     *
     * @param waited since the first buffered record
     * @param remaining records between the position and the end of the log, where the consumer knows
     * @param crowded whether partitions with a backlog take turns because memory is short
     */
    Optional<CutReason> due(
            int bufferedRecords, long bufferedBytes, Duration waited, OptionalLong remaining, boolean crowded) {
        if (bufferedRecords == 0) {
            return Optional.empty();
        }
        if (bufferedBytes >= bytes) {
            return Optional.of(CutReason.SIZE);
        }
        Duration patience = crowded && behind(remaining) ? age.multipliedBy(PATIENCE) : age;
        if (waited.compareTo(patience) >= 0) {
            return Optional.of(CutReason.AGE);
        }
        boolean caughtUp = remaining.isPresent() && remaining.getAsLong() < records;
        return bufferedRecords >= records && caughtUp ? Optional.of(CutReason.CAUGHT_UP) : Optional.empty();
    }
}
