package io.freshet.cli.supervise;

import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Generated activity as a part: the command {@code demo} in a process of its own, which {@code down} stops first. */
public final class DemoPart {
    public static final String NAME = "demo";

    private static final int HEAP_MEGABYTES = 64;
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final DataDirectory data;

    public DemoPart(DataDirectory data) {
        this.data = data;
    }

    /** @param arguments what it does, as options of the command. Returns when its first event is accepted, or at once when it runs. */
    public boolean start(List<String> arguments) {
        PartSpec spec = spec(arguments);
        if (PartProcess.running(spec).isPresent()) {
            return false;
        }
        PartProcess.startDetached(spec).awaitReady(BOUND);
        return true;
    }

    PartSpec spec(List<String> arguments) {
        Path folder = data.path().resolve(NAME);
        Path ready = folder.resolve("ready");
        List<String> command = new ArrayList<>(CommandLineProgram.command(HEAP_MEGABYTES));
        command.addAll(List.of(NAME, "--data", data.path().toString(), "--ready-file", ready.toString()));
        command.addAll(arguments);
        return new PartSpec(
                NAME, command, Map.of(), List.of(), folder, List.of(), Map.of(ready, ""), () -> isNotEmpty(ready));
    }

    private static boolean isNotEmpty(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
