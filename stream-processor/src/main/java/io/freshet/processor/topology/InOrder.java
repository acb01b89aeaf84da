package io.freshet.processor.topology;

import io.freshet.processor.declare.Row;
import io.freshet.processor.state.RowsInOrder;
import io.freshet.processor.topology.TaskContext.Lateness;
import io.freshet.processor.watermark.Now;
import java.util.function.BiConsumer;

/** Gives a job's rows out in the order of their times, once the watermark less the grace has passed them. */
final class InOrder {
    private final TaskContext task;
    private final RowsInOrder held;

    InOrder(TaskContext task, RowsInOrder held) {
        this.task = task;
        this.held = held;
    }

    /** @param matters whether the row must be looked at; it is late all the same when it comes too late */
    void take(Message.Event event, Now now, boolean matters) {
        Row row = event.row();
        if (row.time() < now.settled()) {
            task.late(event, new Lateness(row.time(), row.time(), 1, 0, now.watermark(), now.settled() - row.time()));
        } else if (matters) {
            held.hold(event.group(), row);
        }
    }

    /** See {@link RowsInOrder#release}. */
    long release(Now now, BiConsumer<String, Row> to) {
        return held.release(now.settled(), to);
    }
}
