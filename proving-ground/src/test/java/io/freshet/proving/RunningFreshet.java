package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.cli.supervise.PortName;
import io.freshet.local.part.PartPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stack on free ports and new data for all tests of this module; stopped and wiped at the end. */
final class RunningFreshet implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path data;
    private final Map<PortName, Integer> ports = new EnumMap<>(PortName.class);

    private RunningFreshet(String suffix) {
        data = Command.home()
                .resolve("proving-ground/target/stacks/"
                        + ProcessHandle.current().pid() + suffix);
        Arrays.stream(PortName.values())
                .forEach(name -> ports.put(name, PartPort.free(name.label()).number()));
        Command up = up();
        assertThat(up.code()).as(up.output()).isZero();
        System.getLogger("proving").log(System.Logger.Level.INFO, up.output());
    }

    /** Another one, beside that of all tests; the caller closes it. */
    static RunningFreshet anew(String name) {
        return new RunningFreshet("-" + name);
    }

    /** Starts what does not run, always on the same ports. */
    Command up(String... options) {
        List<String> arguments = new ArrayList<>(List.of("up", "--detach"));
        arguments.addAll(List.of(options));
        arguments.addAll(portOptions());
        return run(arguments.toArray(String[]::new));
    }

    /** The command line of an {@code up} of this stack, to which options may be added. */
    List<String> upCommand() {
        List<String> arguments = new ArrayList<>(List.of("up", "--data", data.toString()));
        arguments.addAll(portOptions());
        return Command.commandLine(arguments.toArray(String[]::new));
    }

    /** The command line of an {@code up} that stays in front. */
    List<String> upInFront(String... options) {
        List<String> command = new ArrayList<>(upCommand());
        command.addAll(List.of(options));
        return command;
    }

    private List<String> portOptions() {
        List<String> options = new ArrayList<>();
        ports.forEach((name, number) -> options.addAll(List.of("--port", name.label() + "=" + number)));
        return options;
    }

    /** A command about this stack. */
    Command run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return Command.run(all.toArray(String[]::new));
    }

    /** The rows of a query, which must succeed. */
    List<JsonNode> rows(String query) {
        Command sql = run("sql", query, "--format", "json");
        assertThat(sql.code()).as(sql.output()).isZero();
        return StreamSupport.stream(json(sql.output()).spliterator(), false).toList();
    }

    /** The only value of a query, as text; empty as long as it fails because there is no such table yet. */
    String value(String query) {
        Command sql = run("sql", query, "--format", "json");
        if (sql.code() != 0) {
            return "";
        }
        JsonNode first = json(sql.output()).path(0);
        return first.isEmpty() ? "" : first.elements().next().asText();
    }

    /** Empty when it does not run. */
    OptionalLong pid(String part) {
        return StreamSupport.stream(status().path("parts").spliterator(), false)
                .filter(each -> each.path("name").asText().equals(part) && each.has("pid"))
                .mapToLong(each -> each.path("pid").asLong())
                .findFirst();
    }

    /** All processes that run. */
    List<Long> pids() {
        return StreamSupport.stream(status().path("parts").spliterator(), false)
                .filter(each -> each.has("pid"))
                .map(each -> each.path("pid").asLong())
                .toList();
    }

    private JsonNode status() {
        return json(run("status", "--json").output());
    }

    Path data() {
        return data;
    }

    int port(PortName name) {
        return ports.getOrDefault(name, 0);
    }

    String gateway() {
        return "http://127.0.0.1:" + port(PortName.GATEWAY);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    @Override
    public void close() {
        Command down = run("down", "--wipe");
        assertThat(down.code()).as(down.output()).isZero();
    }

    /** Gives every test class the same one. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningFreshet.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Shared.class))
                    .computeIfAbsent(RunningFreshet.class, type -> new RunningFreshet(""), RunningFreshet.class);
        }
    }
}
