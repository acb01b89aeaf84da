package io.freshet.processor.topology;

import io.freshet.processor.declare.Grouping;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.topology.TaskContext.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what happened to a key at one moment: the group's fields, its key where it has several before them, then what the behaviour says. */
final class PointResults {
    private final Grouping grouping;
    private final ResultWriter writer;
    private final boolean namesKey;
    private TaskContext task;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    PointResults(JobPlan plan, ResultWriter writer) {
        this.grouping = plan.grouping().orElseThrow();
        this.writer = writer;
        this.namesKey = grouping.slots().size() > 1;
    }

    void init(TaskContext task) {
        this.task = task;
    }

    /**
     * @param at the result's own time
     * @param identity what makes it this one of its key
     */
    void tell(String key, long at, String identity, @Nullable Object... told) {
        List<@Nullable Object> values = new ArrayList<>();
        if (namesKey) {
            values.add(key);
        }
        values.addAll(grouping.valuesOf(key));
        tell(key, at, identity, values, told);
    }

    /**
     * A result that names its key always, and may speak of no group.
     *
     * @param isGroup whether the key is a group's; else its fields are null
     */
    void tellOf(String key, boolean isGroup, long at, String identity, @Nullable Object... told) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(key);
        values.addAll(
                isGroup
                        ? grouping.valuesOf(key)
                        : Collections.nCopies(grouping.slots().size(), null));
        tell(key, at, identity, values, told);
    }

    private void tell(String key, long at, String identity, List<@Nullable Object> values, @Nullable Object... told) {
        Collections.addAll(values, told);
        task.result(new Result(key, identity, at, at, true, writer.write(values), null));
    }
}
