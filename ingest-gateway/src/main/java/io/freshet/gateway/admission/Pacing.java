package io.freshet.gateway.admission;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/**
 * Slows readers before load has to be shed: above three quarters of what may be under way bodies are not read for a moment, until it
 * is down to half. Then they are read whatever is under way, and refused if there is no room. Any thread; never blocks.
 */
public final class Pacing {
    private final Budget records;
    private final Budget bytes;
    private final long patienceMillis;
    private final LinkedBlockingDeque<CompletableFuture<Boolean>> waiting;

    /**
     * @param mostWaiting more than these are not slowed
     * @param patience how long one waits at most
     */
    public Pacing(Budget records, Budget bytes, int mostWaiting, Duration patience) {
        this.records = records;
        this.bytes = bytes;
        this.patienceMillis = patience.toMillis();
        this.waiting = new LinkedBlockingDeque<>(mostWaiting);
    }

    public boolean isTight() {
        return isAbove(records, 3, 4) || isAbove(bytes, 3, 4);
    }

    /** Completes when there is room again, or after the patience: true or false. */
    public CompletionStage<Boolean> relief() {
        CompletableFuture<Boolean> relief = new CompletableFuture<>();
        if (!waiting.offerLast(relief) && !(waiting.removeIf(CompletableFuture::isDone) && waiting.offerLast(relief))) {
            relief.complete(false);
        }
        eased();
        return relief.completeOnTimeout(false, patienceMillis, TimeUnit.MILLISECONDS);
    }

    /** To be called when something was given back. */
    public void eased() {
        if (waiting.isEmpty() || isAbove(records, 1, 2) || isAbove(bytes, 1, 2)) {
            return;
        }
        for (CompletableFuture<Boolean> first = waiting.pollFirst(); first != null; first = waiting.pollFirst()) {
            first.complete(true);
        }
    }

    private static boolean isAbove(Budget budget, int parts, int of) {
        return of * budget.used() > parts * budget.limit();
    }
}
