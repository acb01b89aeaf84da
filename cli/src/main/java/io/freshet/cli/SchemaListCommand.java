package io.freshet.cli;

import io.freshet.cli.print.TextTable;
import io.freshet.cli.supervise.Stack;
import io.freshet.local.types.EventTypeException;
import io.freshet.local.types.EventTypes;
import io.freshet.local.types.InstalledType;
import io.freshet.model.TypeName;
import io.freshet.model.registry.ConfluentRegistry;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the event types. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the event types with their newest version, topic and table.")
final class SchemaListCommand implements Callable<Integer> {
    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Stack running = stack.running();
        TextTable table = new TextTable(List.of("type", "version", "schema id", "sendable", "partitions", "table"));
        for (InstalledType type : list(running)) {
            table.add(List.of(
                    type.name(),
                    Integer.toString(type.version()),
                    Integer.toString(type.schemaId()),
                    type.ingestible() ? "yes" : "no",
                    Integer.toString(type.partitions()),
                    "bronze." + TypeName.table(type.name())));
        }
        PrintWriter out = spec.commandLine().getOut();
        table.print(out);
        out.flush();
        return 0;
    }

    private static List<InstalledType> list(Stack running) {
        try (ConfluentRegistry registry = running.openRegistry()) {
            return EventTypes.list(running.bootstrap(), registry);
        } catch (EventTypeException e) {
            throw new Failure(e.getMessage() + "\nSee ./freshet status.", e);
        }
    }
}
