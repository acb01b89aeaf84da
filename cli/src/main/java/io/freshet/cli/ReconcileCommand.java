package io.freshet.cli;

import io.freshet.cli.supervise.Stack;
import io.freshet.cli.supervise.WarehouseProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the books with the warehouse's and the relay's own programs. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description =
                "Compare what the relay wrote down, what lies in the object store and what is in the warehouse, by file and row;"
                        + " and what Kafka has, by topic and hour. Names what is missing, cut off, altered, renamed, not loaded or loaded"
                        + " twice, and the repair.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet reconcile",
            "  ./freshet reconcile --repair",
            "  ./freshet reconcile --config cloud.properties --json --metrics /var/lib/node_exporter/freshet.prom",
            "",
            "Exit codes: 0 the books balance, 1 they could not be read or not be mended, 3 there are findings."
        })
final class ReconcileCommand implements Callable<Integer> {
    private static final int FINDINGS = 3;
    /** Of the program: some findings nobody but a person can put right. */
    private static final int FOR_A_PERSON = 4;

    @Option(
            names = "--repair",
            description =
                    "Do the repairs, but for those that only a person should do. Nothing is overwritten or deleted.")
    private boolean repair;

    @Option(names = "--json", description = "The whole report as one JSON object.")
    private boolean json;

    @Option(
            names = "--grace",
            description = "How long a file may take into the table, as PT5M (default: ${DEFAULT-VALUE}).")
    private String grace = "PT5M";

    @Option(
            names = "--since",
            description = "Count only records that Kafka took since this time. Files are always compared.")
    private @Nullable String since;

    @Option(names = "--contents", description = "Read every object whole and compare its hash.")
    private boolean contents;

    @Option(names = "--metrics", paramLabel = "FILE", description = "Write metrics there, in Prometheus' text format.")
    private @Nullable Path metrics;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings of an installation in the cloud, instead of a stack on this machine (docs/reconcile.md).")
    private @Nullable Path config;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (config != null && !Files.isReadable(config)) {
            throw new Failure(config + " cannot be read.");
        }
        Path repairs = Files.createTempFile("freshet-repairs", ".ndjson");
        try {
            int found = run(compare(repairs));
            if (found != FINDINGS && found != FOR_A_PERSON) {
                return found;
            }
            int mended = repair ? mend(repairs) : FINDINGS;
            return mended == 0 && found == FOR_A_PERSON ? FINDINGS : mended;
        } finally {
            Files.deleteIfExists(repairs);
        }
    }

    private ProcessBuilder compare(Path repairs) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("grace", grace);
        settings.put("json", Boolean.toString(json));
        settings.put("contents", Boolean.toString(contents));
        settings.put("repair", Boolean.toString(repair));
        settings.put("repairs", repairs.toString());
        if (since != null) {
            settings.put("since", since);
        }
        if (metrics != null) {
            settings.put("metrics", metrics.toAbsolutePath().toString());
        }
        return config == null
                ? stack.running().warehouseTool("reconcile", settings)
                : new ProcessBuilder(WarehouseProgram.command("reconcile", settings, Optional.of(config)));
    }

    /** What the relay does; the warehouse's share was done by the program that compared. */
    private int mend(Path repairs) throws IOException, InterruptedException {
        if (Files.size(repairs) == 0) {
            return 0;
        }
        if (config != null) {
            Path kept = Path.of("repairs.ndjson").toAbsolutePath();
            if (Files.exists(kept)) {
                throw new Failure(kept + " is there from before. Let the relay do what it says, or delete it.");
            }
            Files.copy(repairs, kept);
            spec.commandLine()
                    .getErr()
                    .println("The relay's share is in " + kept + ": start the relay's program once with"
                            + " its own configuration and -Dfreshet.replay.repairs=" + kept);
            spec.commandLine().getErr().flush();
            return FINDINGS;
        }
        Stack running = stack.running();
        Process relay = running.relayTool(Map.of("freshet.replay.repairs", repairs.toString()))
                .inheritIO()
                .start();
        return relay.waitFor() == 0 ? 0 : 1;
    }

    private static int run(ProcessBuilder program) throws IOException, InterruptedException {
        return program.inheritIO().start().waitFor();
    }
}
