package io.freshet.processor.topology;

import io.freshet.processor.declare.Grouping;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.topology.TaskContext.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what happened to a key at one moment: the group's fields, its key where it has several, then what the behaviour says. */
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
        List<@Nullable Object> values = new ArrayList<>(grouping.valuesOf(key));
        if (namesKey) {
            values.add(key);
        }
        Collections.addAll(values, told);
        task.result(new Result(key, identity, at, at, true, writer.write(values), null));
    }
}
