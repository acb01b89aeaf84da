package io.freshet.processor.declare;

import java.util.List;

/** From the text of a job's file to its plan. Safe for any number of threads; may block while types are asked for. */
public final class JobFile {
    private JobFile() {}

    public sealed interface Outcome {
        record Planned(JobPlan plan) implements Outcome {}

        /** @param issues all that were found, by place; at least one */
        record Wrong(List<Issue> issues) implements Outcome {}
    }

    public static Outcome read(String text, EventTypes types) {
        Issues issues = new Issues();
        Yaml.Mapping file = YamlFile.read(text, issues);
        JobPlan plan = file == null || !issues.isEmpty() ? null : JobReader.read(file, types, issues);
        return plan == null ? new Outcome.Wrong(issues.all()) : new Outcome.Planned(plan);
    }
}
