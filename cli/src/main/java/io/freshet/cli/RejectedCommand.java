package io.freshet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rejected events. */
@Command(
        name = "rejected",
        mixinStandardHelpOptions = true,
        description = "Events that were not taken: what they are, and how to send them again after a fix.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RejectedListCommand.class, RejectedReplayCommand.class},
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet rejected list --since 6h",
            "  ./freshet rejected replay --reason unknown-field --since 2026-11-20"
        })
final class RejectedCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: list or replay.");
    }
}
