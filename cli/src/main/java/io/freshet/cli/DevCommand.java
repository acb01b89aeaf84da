package io.freshet.cli;

import io.freshet.cli.supervise.DevMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Develops one service against the running stack. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description =
                "Run one service from its sources, in Quarkus' development mode, in the place of its packaged program:"
                        + " an edit is in force with the next request. The rest of the stack stays as it is.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet dev ingest-gateway      r: tests go on as you edit; q: leave, and the packaged one is back"
        })
final class DevCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "ingest-gateway, stream-processor or snowflake-relay.")
    private String service = "";

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return new DevMode(stack.directory(), stack.running(), line -> {
                    out.println(line);
                    out.flush();
                })
                .stay(service);
    }
}
