package io.freshet.gateway.http;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells bodies that did not come in time: one list and one timer per event loop, where a timer per request would cost more than all
 * else that is done for a small body. Never holds more than twice as many as wait. Event loop only.
 */
final class Deadlines {
    private static final ThreadLocal<Deadlines> OF_LOOP = new ThreadLocal<>();
    private static final long LONGEST_TURN_MILLIS = 1_000;
    private static final int FEW = 64;

    private final List<Waiter> waiters = new ArrayList<>();
    private int sweepAt = FEW;

    /** One who waits. */
    interface Waiter {
        boolean isDone();

        /** {@link System#nanoTime()} at which it has waited long enough. */
        long dueAt();

        void timedOut();
    }

    private Deadlines() {}

    /** @param millis how long it may wait */
    static void watch(Vertx vertx, Waiter waiter, long millis) {
        Deadlines deadlines = OF_LOOP.get();
        if (deadlines == null) {
            Deadlines begun = new Deadlines();
            OF_LOOP.set(begun);
            vertx.setPeriodic(Math.clamp(millis / 4, 1, LONGEST_TURN_MILLIS), id -> begun.turn());
            deadlines = begun;
        }
        deadlines.add(waiter);
    }

    private void add(Waiter waiter) {
        if (waiters.size() >= sweepAt) {
            waiters.removeIf(Waiter::isDone);
            sweepAt = Math.max(FEW, 2 * waiters.size());
        }
        waiters.add(waiter);
    }

    private void turn() {
        waiters.removeIf(Waiter::isDone);
        long now = System.nanoTime();
        for (Waiter waiter : List.copyOf(waiters)) {
            if (waiter.dueAt() - now <= 0) {
                waiter.timedOut();
            }
        }
    }
}
