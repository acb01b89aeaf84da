package io.freshet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Event types and their topics. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Event types: Avro schemas with freshet.* properties, and their topics.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SchemaAddCommand.class, SchemaListCommand.class},
        footerHeading = "%nExamples%n",
        footer = {"  ./freshet schema add examples/shop-activity.avsc", "  ./freshet schema list"})
final class SchemaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: add or list.");
    }
}
