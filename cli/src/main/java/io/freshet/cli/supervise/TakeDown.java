package io.freshet.cli.supervise;

import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stops a stack against the way of an event: what makes events and the gateway first, so that nothing new comes in, then the services
 * behind it while the broker still stands, then the ground.
 */
public final class TakeDown {
    /** A service finishes what it holds; longer than its own grace. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final DataDirectory data;
    private final News news;

    public TakeDown(DataDirectory data, News news) {
        this.data = data;
        this.news = news;
    }

    /** How many parts ran. Returns when none does. */
    public int stop() {
        if (!data.exists()) {
            return 0;
        }
        return StackLock.during(data, this::stopLocked);
    }

    /** Only if the stack still belongs to the command that had this pid. */
    public int stopIfLeftBy(long pid) {
        return data.exists() && new Owner(data).is(pid) ? stop() : 0;
    }

    private int stopLocked() {
        StackFile file = new StackFile(data);
        Stack stack = new Stack(data, file.read().orElseGet(Layout::usual));
        int stopped = stopSideBySide(List.of(new DemoPart(data).spec(List.of()))) + stopAll(stack);
        file.delete();
        new Owner(data).leaveToNobody();
        return stopped;
    }

    private int stopAll(Stack stack) {
        List<PartSpec> services = stack.services();
        List<PartSpec> ground = stack.ground();
        return stopSideBySide(services.subList(0, 1))
                + stopSideBySide(services.subList(1, services.size()))
                + stopSideBySide(ground.subList(1, ground.size()))
                + stopSideBySide(ground.subList(0, 1));
    }

    private int stopSideBySide(List<PartSpec> parts) {
        List<PartProcess> running = parts.stream()
                .map(PartProcess::running)
                .flatMap(Optional::stream)
                .toList();
        try (ExecutorService stoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            running.stream()
                    .map(process -> CompletableFuture.runAsync(() -> stop(process), stoppers))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        return running.size();
    }

    private void stop(PartProcess process) {
        long pid = process.pid();
        process.stop(BOUND);
        news.say("  " + process.spec().name() + " stopped (pid " + pid + ")");
    }
}
