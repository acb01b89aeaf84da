package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Starts what does not run of a stack, and returns when all of it serves. */
public final class BringUp {
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
     * @param tight whether to start also with too little memory or disk
     * @throws Failure when there is too little memory or disk, a port is taken or a part does not come up; what this call started is gone then
     */
    public Outcome start(Optional<Ports> wanted, boolean tight) {
        data.create();
        return StackLock.during(data, () -> startLocked(wanted, tight));
    }

    private Outcome startLocked(Optional<Ports> wanted, boolean tight) {
        StackFile file = new StackFile(data);
        Optional<Ports> known = file.read();
        Stack stack = new Stack(data, wanted.or(() -> known).orElseGet(Ports::usual));
        List<PartSpec> missing = stack.parts().stream()
                .filter(part -> PartProcess.running(part).isEmpty())
                .toList();
        boolean someRun = missing.size() < stack.parts().size();
        if (someRun && known.isPresent() && !stack.ports().equals(known.get())) {
            throw new Failure("Parts run on other ports. To move them: ./freshet down first.");
        }
        TakenPorts.refuse(missing, stack.ports());
        if (!tight) {
            Room.on(data).refuseIfTooLittle(missing.size(), data);
        }
        new Owner(data).leaveToNobody();
        file.write(stack.ports());
        launch(stack, missing);
        return new Outcome(stack, missing.stream().map(PartSpec::name).toList());
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
