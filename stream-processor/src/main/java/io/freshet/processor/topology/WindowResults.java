package io.freshet.processor.topology;

import io.freshet.processor.declare.Grouping;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.declare.Totals;
import io.freshet.processor.state.WindowState;
import io.freshet.processor.topology.TaskContext.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the results of windows. A result says the same whenever and wherever it is made: its id names window, number of events
 * and whether it is the last; its time is that of the window's last event, its arrival that of the last to arrive. One per
 * stream task, called by its thread.
 */
final class WindowResults {
    private final Grouping grouping;
    private long namedStart;
    private long namedEnd;
    private String named = "";
    private final ResultWriter writer;

    WindowResults(JobPlan plan, ResultWriter writer) {
        this.grouping = plan.grouping()
                .orElseThrow(() -> new IllegalArgumentException("windows without groups: " + plan.name()));
        this.writer = writer;
    }

    Result of(String group, long start, long end, WindowState state, boolean isFinal) {
        Totals totals = state.totals();
        List<@Nullable Object> values = new ArrayList<>();
        if (grouping.slots().size() > 1) {
            values.add(group);
        }
        values.addAll(grouping.valuesOf(group));
        values.add(start);
        values.add(end);
        values.addAll(totals.result());
        String identity = nameOf(start, end) + totals.events() + (isFinal ? "/final" : "");
        return new Result(group, identity, totals.lastTime(), state.arrival(), isFinal, writer.write(values), null);
    }

    /** Most results that follow each other are of one window. */
    private String nameOf(long start, long end) {
        if (named.isEmpty() || start != namedStart || end != namedEnd) {
            namedStart = start;
            namedEnd = end;
            named = Instant.ofEpochMilli(start) + "/" + Instant.ofEpochMilli(end) + "/";
        }
        return named;
    }
}
