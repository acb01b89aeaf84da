package io.freshet.processor.declare;

import io.freshet.model.EventType.InvalidEventTypeException;
import io.freshet.model.EventTypeDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plans for tests, checked against the built-in types and the examples'. */
public final class TestJobs {
    private static final String NESTED = """
            {"type": "record", "name": "Nested", "freshet.ingest": true, "freshet.key": "id", "fields": [
              {"name": "id", "type": "string"},
              {"name": "tags", "type": {"type": "array", "items": "string"}},
              {"name": "context", "type": ["null", {"type": "record", "name": "Context", "fields": [
                {"name": "page", "type": "string"}, {"name": "depth", "type": "int"}]}], "default": null},
              {"name": "amount", "type": "double"},
              {"name": "count", "type": "long"}]}
            """;

    private TestJobs() {}

    public static EventTypes types() {
        return new BuiltInEventTypes(
                List.of(example("devices"), example("shop-activity"), parsed("nested-events", NESTED)));
    }

    public static JobPlan shipped(String name) {
        return plan(ShippedJobs.text(name));
    }

    /** @throws AssertionError with the messages where the declaration is wrong */
    public static JobPlan plan(String yaml) {
        return switch (JobFile.read(yaml, types())) {
            case JobFile.Outcome.Planned(JobPlan plan) -> plan;
            case JobFile.Outcome.Wrong(List<Issue> issues) -> throw new AssertionError(lines(issues));
        };
    }

    static String lines(List<Issue> issues) {
        return String.join(
                "\n", issues.stream().map(issue -> issue.in("job.yaml")).toList());
    }

    static EventTypeDefinition example(String name) {
        Path file = Path.of(System.getProperty("freshet.home")).resolve("examples/" + name + ".avsc");
        try {
            return parsed(name, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EventTypeDefinition parsed(String name, String schema) {
        try {
            return EventTypeDefinition.parse(name, schema);
        } catch (InvalidEventTypeException e) {
            throw new IllegalStateException(e);
        }
    }
}
