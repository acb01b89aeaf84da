package io.freshet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Declared jobs. */
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        description = "Declared jobs: YAML files that the stream processor runs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {JobsCheckCommand.class, JobsExplainCommand.class},
        footerHeading = "%nExamples%n",
        footer = {"  ./freshet jobs check examples/jobs/*.yaml", "  ./freshet jobs explain my-job.yaml"})
final class JobsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: check or explain.");
    }
}
