package io.freshet.processor.watermark;

/**
 * How far event time has come in one source partition. Only events move it, never a wall clock, so a replay at any speed and
 * in any company decides the same. All times are milliseconds since the epoch.
 *
 * @param watermark the latest event time seen
 * @param horizon windows that end here or earlier are closed. Kept beside the watermark and never taken back: a longer grace
 *     after a restart must not reopen a window whose totals are gone
 */
public record PartitionClock(long watermark, long horizon) {
    public static final PartitionClock UNSET = new PartitionClock(Long.MIN_VALUE, Long.MIN_VALUE);

    /** The clock after an event of this time. */
    public PartitionClock after(long eventTime, long graceMillis) {
        long latest = Math.max(watermark, eventTime);
        return new PartitionClock(latest, Math.max(horizon, latest - graceMillis));
    }

    public boolean isClosed(long windowEnd) {
        return windowEnd <= horizon;
    }
}
