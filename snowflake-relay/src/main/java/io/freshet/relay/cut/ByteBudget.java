package io.freshet.relay.cut;

/**
 * What all partitions together may hold. Full at the limit, and full until half of it is free again, so that many
 * partitions don't take turns in tiny files.
 */
public final class ByteBudget {
    private final long limit;
    private boolean full;

    public ByteBudget(long limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("byte budget must be positive");
        }
        this.limit = limit;
    }

    /** @param held bytes of all partitions, buffered or on their way to the store */
    public boolean full(long held) {
        full = held >= limit || (full && held > limit / 2);
        return full;
    }

    /** How many buffered bytes must be cut so that, once stored, half of the budget is free. */
    public long toCut(long buffered) {
        return full ? Math.max(0, buffered - limit / 2) : 0;
    }

    public long limit() {
        return limit;
    }
}
