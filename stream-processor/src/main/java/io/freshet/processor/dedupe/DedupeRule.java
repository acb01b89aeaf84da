package io.freshet.processor.dedupe;

/**
 * How many events are remembered, and for how long, so that a second one of the same id is known.
 *
 * @param withinMillis by arrival, inclusive
 * @param entries per source partition. Beyond it the oldest are forgotten early, and until the memory reaches back as far as
 *     it should again, what passes is flagged: it could be a repetition
 */
public record DedupeRule(long withinMillis, long entries) {

    public DedupeRule {
        if (withinMillis <= 0 || entries <= 0) {
            throw new IllegalArgumentException("remember " + entries + " for " + withinMillis + " ms");
        }
    }

    /** Whether an entry of this age has done its duty. */
    public boolean isOver(long rememberedAt, long now) {
        return now - rememberedAt > withinMillis;
    }
}
