package io.freshet.cli;

import io.freshet.cli.print.ResultFormat;
import io.freshet.cli.print.ResultPrinter;
import io.freshet.cli.query.QueryResult;
import io.freshet.cli.query.ResultsClient;
import io.freshet.cli.supervise.PortName;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads the results of a declared job. */
@Command(
        name = "results",
        mixinStandardHelpOptions = true,
        description = "Read the results of a declared job from the stream processor, by key and time.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet results user-sessions --key user-42",
            "  ./freshet results activity-by-country-5min --key CH --from 2026-11-21T09:00:00Z --format csv",
            "  ./freshet results fraud-alerts --follow",
            "",
            "The time of a window's result is the start of the window; that of an alert its last event."
        })
final class ResultsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB", description = "The job's name: see ./freshet jobs.")
    private String job = "";

    @Option(
            names = "--key",
            description =
                    "Of this key only; several grouping fields are joined by | as in group_key (default: all keys).")
    private @Nullable String key;

    @Option(names = "--from", paramLabel = "TIME", description = "From this time or date (UTC) on.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this time or date (UTC).")
    private @Nullable String to;

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(
            names = "--follow",
            description = "Print every result from now on, one JSON object a line, until interrupted.")
    private boolean follow;

    @Option(names = "--format", description = "table, csv or json (default: ${DEFAULT-VALUE}).")
    private ResultFormat format = ResultFormat.TABLE;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw new Failure("--limit must be at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        ResultsClient client = new ResultsClient(stack.running().ports().http(PortName.PROCESSOR), job);
        if (follow) {
            client.follow(key, row -> {
                out.println(row);
                out.flush();
            });
            return 0;
        }
        QueryResult result = client.read(new ResultsClient.Wanted(key, from, to, limit));
        new ResultPrinter(out).print(format, result.columns(), result.rows());
        if (result.truncated()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("There are more: these are " + result.rows().size()
                    + ". --limit, --key, --from and --to choose others.");
            err.flush();
        }
        return 0;
    }
}
