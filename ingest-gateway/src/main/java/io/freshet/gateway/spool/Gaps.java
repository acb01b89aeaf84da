package io.freshet.gateway.spool;

/** Counts, by their numbers, frames that should be there and are not. One thread. */
final class Gaps {
    private long expected;
    private long lost;

    /** @param expected sequence of the first frame that has not been replayed */
    Gaps(long expected) {
        this.expected = expected;
    }

    void segment(SegmentHead head) {
        lost += Math.max(0, head.previousEnd() - expected);
        expected = Math.max(expected, head.first());
    }

    void frame(long sequence) {
        if (sequence >= expected) {
            lost += sequence - expected;
            expected = sequence + 1;
        }
    }

    /** Behind the last frame that was seen or announced. */
    long expected() {
        return expected;
    }

    long lost() {
        return lost;
    }
}
