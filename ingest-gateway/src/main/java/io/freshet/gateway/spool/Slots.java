package io.freshet.gateway.spool;

import io.freshet.gateway.publish.OutgoingRecord;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which keys have records in the spool: later ones of theirs must queue behind. Keys share slots, so that any number of keys takes the
 * same memory; sharing one costs a record a way through the spool, never its order. Any thread.
 */
final class Slots {
    private static final int COUNT = 1 << 14;

    private final AtomicIntegerArray waiting = new AtomicIntegerArray(COUNT);

    int of(OutgoingRecord out) {
        String key = out.key() == null ? out.id() : out.key();
        int hash = 31 * out.topic().hashCode() + key.hashCode();
        return (hash ^ (hash >>> 15)) & (COUNT - 1);
    }

    boolean isFree(int slot) {
        return waiting.get(slot) == 0;
    }

    void enter(int slot) {
        waiting.incrementAndGet(slot);
    }

    void leave(int slot) {
        waiting.decrementAndGet(slot);
    }
}
