package io.freshet.relay.cut;

import org.jspecify.annotations.Nullable;

/**
 * The offsets of one partition. Ranges follow one another without a gap: each begins where the last one ended.
 *
 * <pre>
 *   … stored ───────┐ from      ┌ committed            ┌ until
 *   ────────────────┼───────────┼──────────────────────┼──────▶ offsets
 *                   │ (markers) │  records of the range │
 * </pre>
 */
public final class Ledger {
    private final Origin origin;
    private long from;
    private long committed;
    private @Nullable Range cutting;

    Ledger(Origin origin, long from, long committed) {
        if (from < 0 || committed < from) {
            throw new IllegalArgumentException("from " + from + ", committed " + committed + " of " + origin);
        }
        this.origin = origin;
        this.from = from;
        this.committed = committed;
    }

    public Origin origin() {
        return origin;
    }

    /** Where the next range begins. */
    public long from() {
        return from;
    }

    /** The offset that is committed at the broker, and where reading resumes. */
    public long committed() {
        return committed;
    }

    /** The range between cut and commit; null while reading. */
    public @Nullable Range cutting() {
        return cutting;
    }

    Range cut(long position) {
        if (cutting != null || position <= committed) {
            throw new IllegalStateException("cut at " + position + ", committed " + committed + ", cutting " + cutting);
        }
        Range range = new Range(origin, from, position);
        cutting = range;
        return range;
    }

    void advance(long position) {
        if (cutting != null || position <= committed) {
            throw new IllegalStateException("advance to " + position + ", committed " + committed);
        }
        committed = position;
    }

    void settle() {
        if (cutting == null) {
            throw new IllegalStateException("nothing was cut");
        }
        from = cutting.until();
        committed = cutting.until();
        cutting = null;
    }
}
