package io.freshet.cli;

import io.freshet.cli.jobs.JobChecker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what declared jobs do and keep. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Say what jobs read, keep and write, when their results are final and what is late.")
final class JobsExplainCommand implements Callable<Integer> {
    @Mixin
    private JobFiles files = new JobFiles();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return files.run(
                "explain",
                new JobChecker(spec.commandLine().getOut(), spec.commandLine().getErr()));
    }
}
