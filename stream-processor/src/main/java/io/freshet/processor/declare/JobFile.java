package io.freshet.processor.declare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From the text of a job's file to its plan. Safe for any number of threads; may block while types are asked for. */
public final class JobFile {
    private JobFile() {}

    public sealed interface Outcome {
        record Planned(JobPlan plan) implements Outcome {}

        /** @param issues all that were found, by place; at least one */
        record Wrong(List<Issue> issues) implements Outcome {}
    }

    /** The name that a file gives to its job, whether the rest of it is right or not; empty where it gives none. */
    public static Optional<String> nameOf(String text) {
        Yaml.Mapping file = YamlFile.read(text, new Issues());
        return file == null
                ? Optional.empty()
                : file.entries().stream()
                        .filter(entry -> entry.key().value().equals("name"))
                        .flatMap(entry ->
                                entry.value() instanceof Yaml.Text name ? Stream.of(name.value()) : Stream.empty())
                        .findFirst();
    }

    public static Outcome read(String text, EventTypes types) {
        Issues issues = new Issues();
        Yaml.Mapping file = YamlFile.read(text, issues);
        JobPlan plan = file == null || !issues.isEmpty() ? null : JobReader.read(file, types, issues);
        return plan == null ? new Outcome.Wrong(issues.all()) : new Outcome.Planned(plan);
    }
}
