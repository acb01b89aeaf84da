package io.freshet.gateway.spool;

import io.freshet.gateway.admission.Budget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is in the spool: its segments, its keys, and counts for people to look at. Any thread. */
final class Backlog {
    final Slots slots = new Slots();
    final Budget bytes;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Deque<Segment> segments = new ArrayDeque<>();
    private volatile long oldestAt;

    Backlog(long bytes) {
        this.bytes = new Budget(bytes);
    }

    synchronized void add(Segment segment) {
        segments.addLast(segment);
    }

    synchronized @Nullable Segment first() {
        return segments.peekFirst();
    }

    /** The first segment behind one that may have been removed; null if there is none. */
    synchronized @Nullable Segment after(Segment segment) {
        for (Segment each : segments) {
            if (each.number > segment.number) {
                return each;
            }
        }
        return null;
    }

    /** Sequence of the first frame that waits because its topic has been set aside; {@link Long#MAX_VALUE} if none does. */
    synchronized long firstHeld() {
        for (Segment each : segments) {
            long held = each.firstHeld();
            if (held != Long.MAX_VALUE) {
                return held;
            }
        }
        return Long.MAX_VALUE;
    }

    synchronized void remove(Segment segment) {
        segments.remove(segment);
    }

    /** @param at when the oldest was written, if there were none */
    void grown(int by, long at) {
        if (records.getAndAdd(by) == 0) {
            oldestAt = at;
        }
    }

    void replayed(int by, long nextAt) {
        records.addAndGet(-by);
        oldestAt = nextAt;
    }

    long records() {
        return records.get();
    }

    /** Of topics that were set aside. */
    void caughtUp(int by) {
        records.addAndGet(-by);
    }

    /** When the oldest record was written, in milliseconds; without meaning while there are none. */
    long oldestAt() {
        return oldestAt;
    }

    void unreadable(int more) {
        unreadable.addAndGet(more);
    }

    long unreadable() {
        return unreadable.get();
    }

    void lost(long more) {
        lost.addAndGet(more);
    }

    long lost() {
        return lost.get();
    }
}
