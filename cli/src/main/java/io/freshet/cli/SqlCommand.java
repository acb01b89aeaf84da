package io.freshet.cli;

import io.freshet.cli.print.ResultFormat;
import io.freshet.cli.supervise.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Queries the local warehouse. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Query the local warehouse; reading only.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet sql \"SELECT count(*) FROM bronze.user_activity\"",
            "  ./freshet sql \"SELECT * FROM gold.activity_by_country\" --format csv"
        })
final class SqlCommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUERY", description = "One SELECT statement.")
    private String query = "";

    @Option(names = "--format", description = "table, csv or json (default: ${DEFAULT-VALUE}).")
    private ResultFormat format = ResultFormat.TABLE;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Stack running = stack.running();
        throw new Failure(running.bootstrap() + query + format + spec);
    }
}
