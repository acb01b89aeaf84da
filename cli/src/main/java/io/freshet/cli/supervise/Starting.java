package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import io.freshet.local.part.PartFailedException;
import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The parts that one command has started so far. Closing it before {@link #keep} kills them again, so that a start that fails leaves
 * nothing behind.
 */
final class Starting implements AutoCloseable {
    /** Generous, because machines are busy when they build. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final ConcurrentLinkedDeque<PartProcess> started = new ConcurrentLinkedDeque<>();
    private final ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread onExit = new Thread(this::killAll, "stop-what-was-started");
    private final News news;
    private final long begun = System.nanoTime();
    private boolean kept;

    Starting(News news) {
        this.news = news;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts those parts, at once and side by side; they are awaited elsewhere. */
    List<CompletableFuture<Void>> launch(List<PartSpec> parts) {
        return parts.stream().map(this::launch).toList();
    }

    private CompletableFuture<Void> launch(PartSpec part) {
        PartProcess process = start(part);
        started.addFirst(process);
        return CompletableFuture.runAsync(() -> awaitReady(process), waiters);
    }

    private static PartProcess start(PartSpec part) {
        try {
            return PartProcess.startDetached(part);
        } catch (PartFailedException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    private void awaitReady(PartProcess process) {
        process.awaitReady(BOUND);
        news.say(String.format(
                "  %-10s ready after %.1f s",
                process.spec().name(),
                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0));
    }

    /** Waits for all, or for the first that fails. @throws Failure naming the part and the end of its log */
    static void await(List<CompletableFuture<Void>> parts) {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        parts.forEach(part -> part.exceptionally(e -> {
            failed.completeExceptionally(e);
            return null;
        }));
        try {
            CompletableFuture.anyOf(failed, CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)))
                    .join();
        } catch (CompletionException e) {
            throw new Failure(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }

    /** They stay, whatever becomes of this process. */
    void keep() {
        kept = true;
        forgetHook();
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException goingDown) {
            // The hook runs at this moment and does what is to be done.
        }
    }

    private void killAll() {
        started.forEach(PartProcess::kill);
    }

    @Override
    public void close() {
        if (!kept) {
            killAll();
            forgetHook();
        }
        waiters.shutdownNow();
    }
}
