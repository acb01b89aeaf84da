package io.freshet.cli;

import io.freshet.cli.supervise.WarehouseProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Snowflake's migrations, run by the warehouse's own program. */
@Command(
        name = "warehouse",
        mixinStandardHelpOptions = true,
        description =
                "What Snowflake is to have: schemas, stage, a table and a pipe for each type, roles, silver and gold."
                        + " Nothing is ever dropped, and no pipe is made anew; what was cut off goes on where it was.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet warehouse print --config cloud.properties",
            "  ./freshet warehouse plan --config cloud.properties --type shop-activity",
            "  ./freshet warehouse apply --config cloud.properties --type shop-activity",
            "",
            "docs/snowflake.md says what belongs into the file."
        })
final class WarehouseCommand implements Callable<Integer> {
    private static final List<String> ACTIONS = List.of("print", "plan", "apply");

    @Parameters(
            paramLabel = "print|plan|apply",
            description = "Show all statements; show what is still to be run; run it.")
    private String action = "";

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "Settings of the installation.")
    private Path config = Path.of("");

    @Option(
            names = "--type",
            paramLabel = "TOPIC",
            description = "A topic of your own, beside the built-in ones; may be repeated.")
    private List<String> types = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!ACTIONS.contains(action)) {
            throw new ParameterException(spec.commandLine(), "print, plan or apply, not '" + action + "'.");
        }
        if (!Files.isReadable(config)) {
            throw new Failure(config + " cannot be read.");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        if (!types.isEmpty()) {
            settings.put("migrate.types", String.join(",", types));
        }
        int code = new ProcessBuilder(WarehouseProgram.command(action, settings, Optional.of(config)))
                .inheritIO()
                .start()
                .waitFor();
        return code == 0 ? 0 : 1;
    }
}
