package io.freshet.cli;

import io.freshet.cli.supervise.DataDirectory;
import io.freshet.cli.supervise.FoundStack;
import io.freshet.cli.supervise.Stack;
import io.freshet.local.part.FreshetHome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stack a command is about. */
final class StackOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of the stack's data (default: $FRESHET_DATA, else .freshet in the project).")
    private @Nullable Path data;

    /** The option as it was given, to be repeated in advice; empty when it was not. */
    String given() {
        return data == null ? "" : " --data " + data;
    }

    DataDirectory directory() {
        if (data != null) {
            return DataDirectory.at(data);
        }
        String variable = System.getenv("FRESHET_DATA");
        boolean given = variable != null && !variable.isBlank();
        return DataDirectory.at(given ? Path.of(variable) : FreshetHome.locate().resolve(".freshet"));
    }

    /** @throws Failure when nothing was started there */
    Stack running() {
        return FoundStack.in(directory())
                .orElseThrow(() -> new Failure(
                        "Nothing runs on " + directory().path() + ". Start it with: ./freshet up --detach"));
    }
}
