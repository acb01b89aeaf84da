package io.freshet.cli.supervise;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The stack that a folder has, for commands that only talk to it. */
public final class FoundStack {
    private FoundStack() {}

    /** Empty when nothing was started since the last {@code down}. */
    public static Optional<Stack> in(DataDirectory data) {
        if (!data.exists()) {
            return Optional.empty();
        }
        return new StackFile(data).read().map(layout -> new Stack(data, layout));
    }

    /** How every part is, asked side by side. */
    public static List<Health> health(Stack stack) {
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Health>> answers = stack.shownParts().stream()
                    .map(part -> CompletableFuture.supplyAsync(() -> Health.of(part), askers))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }
}
