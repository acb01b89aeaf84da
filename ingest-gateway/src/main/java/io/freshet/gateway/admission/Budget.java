package io.freshet.gateway.admission;

import java.util.concurrent.atomic.AtomicLong;

/** A bounded amount of something (bytes, records) that is taken and given back. Any thread; never blocks. */
public final class Budget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public Budget(long limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("A budget must be positive, not " + limit);
        }
        this.limit = limit;
    }

    /** Takes {@code amount} if that much is left; takes nothing otherwise. */
    public boolean tryTake(long amount) {
        if (used.addAndGet(amount) <= limit) {
            return true;
        }
        used.addAndGet(-amount);
        return false;
    }

    /** Takes what is there already, left or not. */
    public void take(long amount) {
        used.addAndGet(amount);
    }

    /** Whether nothing is left. */
    public boolean isSpent() {
        return used.get() >= limit;
    }

    public void giveBack(long amount) {
        used.addAndGet(-amount);
    }

    public long used() {
        return used.get();
    }

    public long limit() {
        return limit;
    }
}
