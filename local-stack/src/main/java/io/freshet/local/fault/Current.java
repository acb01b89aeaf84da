package io.freshet.local.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is in force now, for many threads that may wait for it to change. */
final class Current<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private T value;

    Current(T value) {
        this.value = value;
    }

    T get() {
        lock.lock();
        try {
            return value;
        } finally {
            lock.unlock();
        }
    }

    void set(T next) {
        lock.lock();
        try {
            value = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when another value is in force than the one given, or after that time. */
    void awaitOther(T seen, Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lock();
        try {
            while (value == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when another value is in force than the one given. */
    void awaitOther(T seen) throws InterruptedException {
        awaitOther(seen, Duration.ofNanos(TimeUnit.DAYS.toNanos(1)));
    }
}
