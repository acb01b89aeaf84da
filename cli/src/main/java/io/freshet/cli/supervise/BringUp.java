package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Starts what does not run of a stack, and returns when all of it serves. */
public final class BringUp {
    private static final Duration STOPPING = Duration.ofSeconds(40);

    private final DataDirectory data;
    private final News news;

    public BringUp(DataDirectory data, News news) {
        this.data = data;
        this.news = news;
    }

    /**
     * @param stack that runs now
     * @param started the names of those parts that were not running before
     */
    public record Outcome(Stack stack, List<String> started) {}

    /**
     * @param wanted the ports that were asked for; empty: those that the stack has, else the usual ones
     * @param jobs the folder of declared jobs that was asked for; empty: the one that the stack has, if any. A processor that
     *     runs is started again when one is asked for
     * @param tight whether to start also with too little memory or disk
     * @throws Failure when there is too little memory or disk, a port is taken or a part does not come up; what this call started is gone then
     */
    public Outcome start(Optional<Ports> wanted, Optional<Path> jobs, boolean tight) {
        data.create();
        return StackLock.during(data, () -> startLocked(wanted, jobs, tight));
    }

    private Outcome startLocked(Optional<Ports> wanted, Optional<Path> jobs, boolean tight) {
        StackFile file = new StackFile(data);
        Optional<Layout> known = file.read();
        Layout before = known.orElseGet(Layout::usual);
        Stack stack = new Stack(data, new Layout(wanted.orElse(before.ports()), jobs.or(before::jobs)));
        if (jobs.isPresent() && stack.ports().equals(before.ports())) {
            stopProcessor(stack);
        }
        List<PartSpec> missing = stack.parts().stream()
                .filter(part -> PartProcess.running(part).isEmpty())
                .toList();
        boolean someRun = missing.size() < stack.parts().size();
        if (someRun && known.isPresent() && !stack.ports().equals(before.ports())) {
            throw new Failure("Parts run on other ports. To move them: ./freshet down first.");
        }
        TakenPorts.refuse(missing, stack.ports());
        if (!tight) {
            Room.on(data).refuseIfTooLittle(missing.size(), data);
        }
        new Owner(data).leaveToNobody();
        file.write(stack.layout());
        launch(stack, missing);
        return new Outcome(stack, missing.stream().map(PartSpec::name).toList());
    }

    /** Its jobs are read when it starts. */
    private void stopProcessor(Stack stack) {
        PartProcess.running(stack.processor()).ifPresent(process -> {
            news.say("Stopping the processor, which reads its jobs when it starts.");
            process.stop(STOPPING);
        });
    }

    private void launch(Stack stack, List<PartSpec> missing) {
        try (Starting starting = new Starting(news)) {
            List<CompletableFuture<Void>> ground = starting.launch(only(stack.ground(), missing));
            Starting.await(ground);
            if (!missing.isEmpty()) {
                BuiltIns.install(stack);
            }
            Starting.await(starting.launch(only(stack.services(), missing)));
            awaitWhatRanBefore(stack, missing);
            starting.keep();
        }
    }

    private static List<PartSpec> only(List<PartSpec> parts, List<PartSpec> missing) {
        return parts.stream().filter(missing::contains).toList();
    }

    /** A service whose broker was away needs a moment to find it again. */
    private void awaitWhatRanBefore(Stack stack, List<PartSpec> missing) {
        List<CompletableFuture<Void>> others = new ArrayList<>();
        stack.parts().stream()
                .filter(part -> !missing.contains(part))
                .map(PartProcess::running)
                .flatMap(Optional::stream)
                .forEach(process ->
                        others.add(CompletableFuture.runAsync(() -> process.awaitReady(Duration.ofMinutes(1)))));
        Starting.await(others);
    }
}
