package io.freshet.cli;

import io.freshet.cli.jobs.JobChecker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks declarations of jobs. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check declarations of jobs: every mistake with its file, line, field and what was expected.")
final class JobsCheckCommand implements Callable<Integer> {
    @Mixin
    private JobFiles files = new JobFiles();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return files.run(
                "check",
                new JobChecker(spec.commandLine().getOut(), spec.commandLine().getErr()));
    }
}
