package io.freshet.warehouse.ops;

import io.freshet.warehouse.Unreachable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.Optional;

/** The program's entrance: {@code reconcile}, {@code plan}, {@code apply} or {@code print}, and a file with settings where one is given. */
public final class WarehouseMain {
    private WarehouseMain() {}

    /** @param arguments the command, and the path of the settings */
    @SuppressWarnings("SystemOut") // a tool talks to the person who started it
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    @SuppressWarnings("SystemOut")
    private static int run(String[] arguments) {
        try {
            Settings settings =
                    Settings.read(arguments.length > 1 ? Optional.of(Path.of(arguments[1])) : Optional.empty());
            Connections connections = new Connections(settings);
            return switch (arguments.length == 0 ? "" : arguments[0]) {
                case "reconcile" -> new ReconcileTool(connections, settings, Clock.systemUTC()).run(System.out);
                case "plan" -> new MigrateTool(connections, settings).plan(System.out);
                case "apply" -> new MigrateTool(connections, settings).apply(System.out);
                case "print" -> new MigrateTool(connections, settings).print(System.out);
                default -> {
                    System.err.println("Commands: reconcile, plan, apply, print");
                    yield 2;
                }
            };
        } catch (Unreachable | IllegalArgumentException | DateTimeException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
