package io.freshet.relay.source;

import io.freshet.relay.source.Outcome.Retry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Threads that may wait for network and registry, so that the poll thread never does. At most one step of each partition is
 * under way, which bounds both queues. What comes out is handled by the poll thread.
 */
final class Workers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Workers.class);

    private final ExecutorService threads;
    private final Queue<Runnable> finished = new ConcurrentLinkedQueue<>();

    Workers(int count) {
        this.threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("relay-worker-", 1).factory());
    }

    /** @param then called by the poll thread, in {@link #drain} */
    <T> void submit(Callable<Outcome<T>> step, Consumer<Outcome<T>> then) {
        threads.execute(() -> {
            Outcome<T> outcome = run(step);
            finished.add(() -> then.accept(outcome));
        });
    }

    private static <T> Outcome<T> run(Callable<Outcome<T>> step) {
        try {
            return step.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Retry<>("interrupted");
        } catch (Exception e) {
            LOG.debug("A step failed", e);
            return failed(e);
        } catch (Throwable e) {
            // Swallowed by the thread, it would leave its partition waiting for ever, and nobody would know.
            LOG.error("A step broke with what no step should break with", e);
            return failed(e);
        }
    }

    private static <T> Outcome<T> failed(Throwable e) {
        return new Retry<>(e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    /** Poll thread. */
    void drain() {
        for (Runnable next = finished.poll(); next != null; next = finished.poll()) {
            next.run();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A worker still waits for a dependency while the relay ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
