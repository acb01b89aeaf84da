package io.freshet.gateway.outcome;

import io.freshet.model.Reason;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records of one request. Each index is settled once: a second word on it is ignored. Any thread may settle;
 * the one that settles the last index runs {@code whenSettled}, and sees all that was written before.
 */
public final class Ledger {
    private final @Nullable Reason[] failures;
    private final boolean[] settled;
    private final AtomicInteger open;
    private final Runnable whenSettled;

    /** @param records how many there are, at least one */
    public Ledger(int records, Runnable whenSettled) {
        this.failures = new Reason[records];
        this.settled = new boolean[records];
        this.open = new AtomicInteger(records);
        this.whenSettled = whenSettled;
    }

    /** The record is durable. */
    public void durable(int index) {
        settle(index, null);
    }

    /** The record is not known to be durable, and may or may not be in its topic. */
    public void failed(int index, Reason why) {
        settle(index, why);
    }

    /** Why the record failed, null if it is durable or still under way. */
    public @Nullable Reason failure(int index) {
        return failures[index];
    }

    private void settle(int index, @Nullable Reason failure) {
        synchronized (settled) {
            if (settled[index]) {
                return;
            }
            settled[index] = true;
            failures[index] = failure;
        }
        if (open.decrementAndGet() == 0) {
            whenSettled.run();
        }
    }
}
