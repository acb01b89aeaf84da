package io.freshet.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.cli.print.TextTable;
import io.freshet.cli.supervise.DataDirectory;
import io.freshet.cli.supervise.FoundStack;
import io.freshet.cli.supervise.Health;
import io.freshet.cli.supervise.Stack;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how each part is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Show every part: whether it is ready, its process, ports and memory. Exit code 0 when all are ready, else 1.",
        footerHeading = "%nExamples%n",
        footer = {"  ./freshet status", "  ./freshet status --json"})
final class StatusCommand implements Callable<Integer> {
    private static final long MIB = 1 << 20;

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory data = stack.directory();
        Optional<Stack> found = FoundStack.in(data);
        List<Health> parts = found.map(FoundStack::health).orElse(List.of());
        if (json) {
            out.println(asJson(data, parts).toPrettyString());
        } else if (found.isEmpty()) {
            out.println("Nothing runs on " + data.path() + ". Start it with: ./freshet up --detach");
        } else {
            print(out, parts);
        }
        out.flush();
        boolean ready = !parts.isEmpty() && parts.stream().allMatch(part -> part.state() == Health.State.READY);
        return ready ? 0 : 1;
    }

    private static void print(PrintWriter out, List<Health> parts) {
        TextTable table = new TextTable(List.of("part", "state", "pid", "MiB", "ports", "log"));
        parts.forEach(part -> table.add(List.of(
                part.part().name(),
                state(part),
                number(part.pid(), 1),
                number(part.memory(), MIB),
                part.part().ports().stream()
                        .map(port -> Integer.toString(port.number()))
                        .collect(Collectors.joining(" ")),
                part.part().log().toString())));
        table.print(out);
        long resident =
                parts.stream().mapToLong(part -> part.memory().orElse(0)).sum();
        out.println("together " + resident / MIB + " MiB resident");
        parts.stream()
                .filter(part -> !part.reason().isEmpty())
                .forEach(part -> out.println(part.part().name() + " is not ready: " + part.reason()));
        if (parts.stream().anyMatch(part -> part.state() == Health.State.STOPPED)) {
            out.println("./freshet up --detach starts again what has stopped, on its data.");
        }
    }

    private static ObjectNode asJson(DataDirectory data, List<Health> parts) {
        ObjectNode root =
                new JsonMapper().createObjectNode().put("data", data.path().toString());
        ArrayNode array = root.putArray("parts");
        for (Health part : parts) {
            ObjectNode node = array.addObject().put("name", part.part().name()).put("state", state(part));
            if (!part.reason().isEmpty()) {
                node.put("reason", part.reason());
            }
            part.pid().ifPresent(pid -> node.put("pid", pid));
            part.memory().ifPresent(bytes -> node.put("resident_bytes", bytes));
            ObjectNode ports = node.putObject("ports");
            part.part().ports().forEach(port -> ports.put(port.purpose(), port.number()));
            node.put("log", part.part().log().toString());
        }
        return root;
    }

    private static String state(Health part) {
        return part.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String number(OptionalLong value, long unit) {
        return value.isPresent() ? Long.toString(value.getAsLong() / unit) : "-";
    }
}
