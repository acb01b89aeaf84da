package io.freshet.processor.ops;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells every waiting part of the service that it stops. Safe for any number of threads. */
final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);

    void stop() {
        stopped.countDown();
    }

    boolean requested() {
        return stopped.getCount() == 0;
    }

    /** Waits as long as said, or until the service stops. */
    void pause(Duration time) {
        try {
            boolean unused = stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
