package io.freshet.relay.replay;

import io.freshet.relay.source.Backoff;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import java.time.Duration;

/** How often a step that failed is tried again, and how long it waits before. Blocks. */
public final class Patience {
    private final Backoff backoff;
    private final int tries;
    private final Pause pause;
    private final ReplayProgress progress;

    /** Waits; in tests it does not. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** A step that may fail for a while. */
    interface Step<T> {
        T take() throws StoreUnavailableException;
    }

    Patience(Backoff backoff, int tries, Pause pause, ReplayProgress progress) {
        this.backoff = backoff;
        this.tries = tries;
        this.pause = pause;
        this.progress = progress;
    }

    int tries() {
        return tries;
    }

    /** @throws ReplayException when it failed as often as it may */
    <T> T insist(Step<T> step) throws ReplayException, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return step.take();
            } catch (StoreUnavailableException e) {
                if (failures >= tries) {
                    throw new ReplayException(
                            e.getMessage() + ". What was written stays; the same command goes on from there.", e);
                }
                progress.waiting(String.valueOf(e.getMessage()));
                pause.of(backoff.after(failures));
            }
        }
    }
}
