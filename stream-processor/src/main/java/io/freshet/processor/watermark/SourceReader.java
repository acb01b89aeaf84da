package io.freshet.processor.watermark;

import java.time.Duration;
import java.util.Optional;

/**
 * What the reader of one source partition knows of it, and when it tells. It forgets with its process: those that keep windows
 * remember. Not safe for several threads.
 *
 * <p>The watermark of a partition is the latest event time seen in it. How much events may be out of order is not taken off
 * here: that is the grace, when windows close.
 */
public final class SourceReader {
    /** How often an idle source is said to be idle still. */
    static final long REPEAT_MILLIS = 10_000;
    /** Time in which our own thread stood still is no time in which nothing came. */
    public static final Duration LONGEST_TICK = Duration.ofSeconds(2);

    private final SourceId source;
    private final long idleAfterMillis;
    private long watermark = Long.MIN_VALUE;
    private long told = Long.MIN_VALUE;
    private long quiet;
    private long nextClaim;
    private boolean ended;

    /** @param idleAfterMillis without a record for this long, and read to its end, a partition is idle; more than zero */
    public SourceReader(SourceId source, long idleAfterMillis) {
        this.source = source;
        this.idleAfterMillis = idleAfterMillis;
        this.nextClaim = idleAfterMillis;
    }

    /** A record that counts for time. */
    public void event(long time) {
        record();
        watermark = Math.max(watermark, time);
        ended = false;
    }

    /** A record that says nothing of time. */
    public void record() {
        quiet = 0;
        nextClaim = idleAfterMillis;
    }

    /** The marker that nothing more comes, until something does. */
    public Progress end() {
        record();
        ended = true;
        told = watermark;
        return tell(Activity.ENDED);
    }

    /**
     * Time has passed.
     *
     * @param elapsedMillis wall-clock time since the tick before
     * @param atEnd whether the partition has nothing that was not read yet
     * @return what must be told now
     */
    public Optional<Progress> tick(long elapsedMillis, boolean atEnd) {
        quiet = atEnd ? quiet + Math.clamp(elapsedMillis, 0, LONGEST_TICK.toMillis()) : 0;
        if (ended) {
            return Optional.empty();
        }
        if (quiet >= nextClaim) {
            nextClaim = quiet + REPEAT_MILLIS;
            told = watermark;
            return Optional.of(tell(Activity.IDLE));
        }
        if (watermark > told) {
            told = watermark;
            return Optional.of(tell(Activity.ACTIVE));
        }
        return Optional.empty();
    }

    private Progress tell(Activity activity) {
        return new Progress(source, watermark, activity, activity == Activity.IDLE ? quiet : 0);
    }
}
