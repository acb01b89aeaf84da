package io.freshet.cli;

import io.freshet.cli.supervise.Stack;
import io.freshet.cli.types.SchemaFile;
import io.freshet.local.types.EventTypeException;
import io.freshet.local.types.EventTypes;
import io.freshet.local.types.InstalledType;
import io.freshet.model.EventTypeDefinition;
import io.freshet.model.registry.ConfluentRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds an event type, or a new version of one. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Add an event type, or a new version of one: checks it, creates its topic, registers its schema.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet schema add examples/shop-activity.avsc          the type shop-activity",
            "  ./freshet schema add activity.json --name shop-activity"
        })
final class SchemaAddCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "An Avro record schema (.avsc).")
    private Path file = Path.of("");

    @Option(names = "--name", description = "The type's name (default: the file's name without its ending).")
    private @Nullable String name;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        EventTypeDefinition type = SchemaFile.read(file, name);
        Stack running = stack.running();
        PrintWriter out = spec.commandLine().getOut();
        for (InstalledType added : install(running, type)) {
            out.println(added.name() + ": version " + added.version() + ", schema id " + added.schemaId()
                    + ", topic with " + added.partitions() + " partitions, table bronze." + type.table());
        }
        out.flush();
        return 0;
    }

    private static List<InstalledType> install(Stack running, EventTypeDefinition type) {
        try (ConfluentRegistry registry = running.openRegistry()) {
            return EventTypes.install(running.bootstrap(), registry, type);
        } catch (EventTypeException e) {
            throw new Failure(e.isPassing() ? e.getMessage() + "\nSee ./freshet status." : problems(type, e), e);
        }
    }

    private static String problems(EventTypeDefinition type, EventTypeException e) {
        return type.name() + " cannot be added:\n  " + String.join("\n  ", e.problems());
    }
}
