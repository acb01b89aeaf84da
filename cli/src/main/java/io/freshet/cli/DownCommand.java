package io.freshet.cli;

import io.freshet.cli.supervise.DataDirectory;
import io.freshet.cli.supervise.TakeDown;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops everything. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop everything: the gateway first, the broker last. The data stays.",
        footerHeading = "%nExamples%n",
        footer = {"  ./freshet down", "  ./freshet down --wipe      and delete the data folder, if Freshet made it"})
final class DownCommand implements Callable<Integer> {
    @Option(names = "--wipe", description = "Then delete the data folder.")
    private boolean wipe;

    @Option(names = "--left-by", paramLabel = "PID", hidden = true)
    private @Nullable Long leftBy;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory data = stack.directory();
        TakeDown takeDown = new TakeDown(data, line -> say(out, line));
        int stopped = leftBy == null ? takeDown.stop() : takeDown.stopIfLeftBy(leftBy);
        say(out, stopped == 0 ? "Nothing was running on " + data.path() + "." : "Stopped.");
        if (wipe) {
            data.wipe();
            say(out, "Deleted " + data.path() + ".");
        }
        return 0;
    }

    private static void say(PrintWriter out, String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
