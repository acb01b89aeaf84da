package io.freshet.gateway.spool;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/** A file of frames. Written by the writer's thread, read by the replay's; what is durable of it only grows. */
final class Segment {
    private static final int NONE = -1;

    final long number;
    final Path file;
    private volatile long durable;
    private volatile boolean sealed;
    private volatile boolean tainted;
    /** The slot of each of its frames that is to be replayed, by their order; {@link #NONE} for the others. */
    private int[] slots = new int[64];

    private long first = NONE;
    private int count;
    private int settled;
    /** Frames whose topic has been set aside: they wait although later ones do not. By their order. */
    private final BitSet held = new BitSet();

    Segment(long number, Path file, long durable, boolean sealed) {
        this.number = number;
        this.file = file;
        this.durable = durable;
        this.sealed = sealed;
    }

    /** Bytes up to which it may be read. */
    long durable() {
        return durable;
    }

    void grown(long to) {
        durable = to;
    }

    boolean isSealed() {
        return sealed;
    }

    void seal() {
        sealed = true;
    }

    /** Something in it could not be read: it is kept for a person to look at. */
    void taint() {
        tainted = true;
    }

    boolean isTainted() {
        return tainted;
    }

    /** Notes a frame that is to be replayed. Ascending. */
    synchronized void expect(long sequence, int slot) {
        if (first == NONE) {
            first = sequence;
        }
        int at = (int) (sequence - first);
        if (at >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(at + 1, 2 * slots.length));
        }
        Arrays.fill(slots, count, at, NONE);
        slots[at] = slot;
        count = at + 1;
    }

    /** Frees the slots of all frames before a sequence, but for those that are held; how many of them that was. */
    synchronized int settle(long before, Slots all) {
        int end = first == NONE ? 0 : Math.clamp(before - first, 0, count);
        int freed = 0;
        for (; settled < end; settled++) {
            if (slots[settled] != NONE && !held.get(settled)) {
                all.leave(slots[settled]);
                freed++;
            }
        }
        return freed;
    }

    synchronized void hold(long sequence) {
        held.set((int) (sequence - first));
    }

    synchronized boolean isHeld(long sequence) {
        return first != NONE && sequence >= first && held.get((int) (sequence - first));
    }

    /** Frees the slot of a frame that was held. */
    synchronized void release(long sequence, Slots all) {
        int at = (int) (sequence - first);
        held.clear(at);
        all.leave(slots[at]);
    }

    /** Sequence of the first frame that is held; {@link Long#MAX_VALUE} if none is. */
    synchronized long firstHeld() {
        int at = held.nextSetBit(0);
        return at < 0 ? Long.MAX_VALUE : first + at;
    }
}
