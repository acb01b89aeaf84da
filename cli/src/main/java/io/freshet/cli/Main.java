package io.freshet.cli;

import io.freshet.local.part.PartFailedException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./freshet}: the commands, and what a person sees of a failure. */
@Command(
        name = "freshet",
        description =
                "Clickstream and IoT events into Snowflake: nothing acknowledged is lost, nothing is loaded twice.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            SendCommand.class,
            DemoCommand.class,
            SqlCommand.class,
            SchemaCommand.class,
            RejectedCommand.class,
            ReplayCommand.class,
            ReconcileCommand.class,
            WarehouseCommand.class,
            JobsCommand.class,
            ResultsCommand.class,
            CompletionCommand.class,
            TestCommand.class,
            BenchCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet up --detach",
            "  ./freshet schema add examples/shop-activity.avsc",
            "  ./freshet send shop-activity examples/data/rees46-2019-10-01.csv",
            "  ./freshet sql \"SELECT count(*) FROM bronze.shop_activity\"",
            "  ./freshet down",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage; send: 3 when rows were rejected; reconcile: 3 when there are findings."
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** With its own exit codes and messages; tests give it other writers. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failed, line, parsed) -> explain(failed, line.getErr()));
    }

    private static int explain(Exception failed, PrintWriter err) {
        if (failed instanceof Failure || failed instanceof PartFailedException) {
            err.println(failed.getMessage());
        } else {
            err.println("This should not have happened; please report it:");
            failed.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** The version that the build wrote into the program. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"freshet " + (version == null ? "(from sources)" : version)};
        }
    }
}
