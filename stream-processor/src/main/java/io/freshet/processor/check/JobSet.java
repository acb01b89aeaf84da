package io.freshet.processor.check;

import io.freshet.processor.declare.EventTypes;
import io.freshet.processor.declare.Issue;
import io.freshet.processor.declare.JobFile;
import io.freshet.processor.declare.JobPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Several files, checked together: a job may read what another one of them writes, but no two may have one name or write to one
 * type. Used by one thread; blocks while types are asked for.
 */
public final class JobSet {
    private final Map<String, JobPlan> planned = new LinkedHashMap<>();
    private final Map<String, String> written = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final EventTypes known;

    private JobSet(EventTypes known) {
        this.known = known;
    }

    /**
     * @param plans of the right files, by file, in the order in which they can be started
     * @param problems of the wrong ones, each a line with file, line, column, field and what was expected
     */
    public record Checked(Map<String, JobPlan> plans, List<String> problems) {}

    /** @param texts by the name that messages give to the file, in the order of their precedence */
    public static Checked check(Map<String, String> texts, EventTypes types) {
        JobSet set = new JobSet(types);
        Map<String, String> open = new LinkedHashMap<>(texts);
        while (set.plan(open)) {
            // What was planned may be a source of what was not.
        }
        open.forEach((file, text) -> {
            if (JobFile.read(text, set.withResults()) instanceof JobFile.Outcome.Wrong(List<Issue> issues)) {
                issues.forEach(issue -> set.problems.add(issue.in(file)));
            }
        });
        return new Checked(set.planned, set.problems);
    }

    /** Whether another file could be planned. */
    private boolean plan(Map<String, String> open) {
        for (Map.Entry<String, String> entry : open.entrySet()) {
            if (JobFile.read(entry.getValue(), withResults()) instanceof JobFile.Outcome.Planned(JobPlan plan)) {
                add(entry.getKey(), plan);
                open.remove(entry.getKey());
                return true;
            }
        }
        return false;
    }

    private void add(String file, JobPlan plan) {
        String sameName = planned.entrySet().stream()
                .filter(other -> other.getValue().name().equals(plan.name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        String sameTarget = written.get(plan.into());
        if (sameName != null) {
            problems.add(file + ":1:1: name: there is a job " + plan.name() + " in " + sameName + " already");
        } else if (sameTarget != null) {
            problems.add(file + ":1:1: into: the job in " + sameTarget + " writes " + plan.into() + " already");
        } else {
            planned.put(file, plan);
            written.put(plan.into(), file);
        }
    }

    private EventTypes withResults() {
        Map<String, Schema> results = new HashMap<>();
        planned.values().forEach(plan -> results.put(plan.into(), plan.result().schema()));
        return new EventTypes() {
            @Override
            public Answer find(String type) {
                Schema schema = results.get(type);
                return schema == null ? known.find(type) : new Answer.Known(schema, false);
            }

            @Override
            public Collection<String> names() {
                TreeSet<String> names = new TreeSet<>(known.names());
                names.addAll(results.keySet());
                return names;
            }
        };
    }
}
