package io.freshet.processor.watermark;

/**
 * What a task that keeps windows knows of one source partition. All times are milliseconds since the epoch.
 *
 * @param watermark the latest event time seen; {@link Long#MIN_VALUE} before the first event
 * @param quietMillis of an idle source: how long nothing had come when it was claimed to be idle
 * @param claimedAt when that was claimed, by the clock of the broker
 */
public record SourceState(long watermark, Activity activity, long quietMillis, long claimedAt) {
    static final SourceState UNHEARD = new SourceState(Long.MIN_VALUE, Activity.ACTIVE, 0, Long.MIN_VALUE);

    SourceState afterEvent(long time) {
        return activity == Activity.ACTIVE && time <= watermark
                ? this
                : new SourceState(Math.max(watermark, time), Activity.ACTIVE, 0, Long.MIN_VALUE);
    }

    /** A reader that began anew knows nothing of an end that was read before it: that nothing comes takes no end back. */
    SourceState after(Progress progress, long now) {
        if (activity == Activity.ENDED && progress.activity() == Activity.IDLE && progress.watermark() <= watermark) {
            return this;
        }
        long latest = Math.max(watermark, progress.watermark());
        return progress.activity() == Activity.IDLE
                ? new SourceState(latest, Activity.IDLE, progress.quietMillis(), now)
                : new SourceState(latest, progress.activity(), 0, Long.MIN_VALUE);
    }
}
