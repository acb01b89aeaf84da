package io.freshet.processor.check;

import io.freshet.model.EventType.InvalidEventTypeException;
import io.freshet.model.EventTypeDefinition;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.processor.declare.BuiltInEventTypes;
import io.freshet.processor.declare.EventTypes;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.YamlLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The processor as a checker of job files, without a broker and without the service: {@code check|explain [--registry URL CACHE]
 * [--schema FILE]... FILE...}. Exit code 0: all are right; 1: some are not; 2: wrong usage.
 */
public final class JobsMain {
    private static final int WRONG_USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final List<EventTypeDefinition> schemas = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    JobsMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(new JobsMain(System.out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        List<String> rest = new ArrayList<>(arguments);
        String command = rest.isEmpty() ? "" : rest.removeFirst();
        if (!command.equals("check") && !command.equals("explain")) {
            err.println("expected check or explain, not '" + command + "'");
            return WRONG_USAGE;
        }
        String url = "";
        Path cache = Path.of("");
        while (!rest.isEmpty() && rest.getFirst().startsWith("--")) {
            String option = rest.removeFirst();
            if (option.equals("--registry") && rest.size() >= 2) {
                url = rest.removeFirst();
                cache = Path.of(rest.removeFirst());
            } else if (option.equals("--schema") && !rest.isEmpty()) {
                readSchema(Path.of(rest.removeFirst()));
            } else {
                err.println("unknown or incomplete option " + option);
                return WRONG_USAGE;
            }
        }
        rest.forEach(file -> readJob(Path.of(file)));
        return url.isEmpty() ? finish(command, new BuiltInEventTypes(schemas)) : withRegistry(command, url, cache);
    }

    private int withRegistry(String command, String url, Path cache) {
        try (ConfluentRegistry registry = ConfluentRegistry.at(url, cache)) {
            return finish(command, new FirstKnown(new RegistryEventTypes(registry), new BuiltInEventTypes(schemas)));
        }
    }

    private int finish(String command, EventTypes types) {
        JobSet.Checked checked = JobSet.check(texts, types);
        checked.plans().forEach((file, plan) -> report(command, file, plan));
        problems.addAll(checked.problems());
        problems.forEach(err::println);
        out.flush();
        err.flush();
        return problems.isEmpty() ? 0 : 1;
    }

    private void report(String command, String file, JobPlan plan) {
        if (command.equals("explain")) {
            Explanation.of(plan).forEach(out::println);
        } else {
            out.println(file + ": the job " + plan.name() + " is right; it writes " + plan.into());
        }
    }

    private void readJob(Path file) {
        try {
            if (Files.size(file) > YamlLimits.MAX_BYTES) {
                problems.add(file + ": a job's file has at most " + YamlLimits.MAX_BYTES + " bytes");
            } else {
                texts.put(file.toString(), Files.readString(file));
            }
        } catch (IOException e) {
            problems.add(file + ": " + reason(e));
        }
    }

    private void readSchema(Path file) {
        String name = file.getFileName().toString().replaceAll("\\.[^.]*$", "");
        try {
            schemas.add(EventTypeDefinition.parse(name, Files.readString(file)));
        } catch (InvalidEventTypeException e) {
            problems.add(file + ": " + String.join("; ", e.problems()));
        } catch (IOException e) {
            problems.add(file + ": " + reason(e));
        }
    }

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case MalformedInputException bytes -> "the file is not UTF-8";
            default -> "the file cannot be read (" + e.getClass().getSimpleName() + ")";
        };
    }
}
