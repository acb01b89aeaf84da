package io.freshet.cli;

import io.freshet.cli.print.ResultFormat;
import io.freshet.cli.print.ResultPrinter;
import io.freshet.cli.query.QueryResult;
import io.freshet.cli.query.TwinClient;
import io.freshet.cli.supervise.Stack;
import java.io.PrintWriter;
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
    public Integer call() throws InterruptedException {
        Stack running = stack.running();
        QueryResult result = new TwinClient(running.twinUrl(), running.twinToken()).query(query);
        new ResultPrinter(spec.commandLine().getOut()).print(format, result.columns(), result.rows());
        if (result.truncated()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("There are more rows: these are the first "
                    + result.rows().size() + ". LIMIT and ORDER BY choose others.");
            err.flush();
        }
        return 0;
    }
}
