package io.freshet.processor.topology;

import io.freshet.processor.declare.Row;
import io.freshet.processor.state.RowsInOrder;
import io.freshet.processor.topology.TaskContext.Lateness;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Gives a job's rows out in the order of their times, once the watermark less the grace has passed them. */
final class InOrder {
    private final TaskContext task;
    private final RowsInOrder held;
    private final long graceMillis;

    InOrder(TaskContext task, RowsInOrder held, Duration grace) {
        this.task = task;
        this.held = held;
        this.graceMillis = grace.toMillis();
    }

    /** @param matters whether the row must be looked at; it is late all the same when it comes too late */
    void take(Message.Event event, long watermark, boolean matters) {
        Row row = event.row();
        long horizon = horizon(watermark);
        if (row.time() < horizon) {
            task.late(event, new Lateness(row.time(), row.time(), 1, 0, watermark, horizon - row.time()));
        } else if (matters) {
            held.hold(event.group(), row);
        }
    }

    /** See {@link RowsInOrder#release}. */
    long release(long watermark, BiConsumer<String, Row> to) {
        return held.release(horizon(watermark), to);
    }

    private long horizon(long watermark) {
        return watermark == Long.MIN_VALUE ? Long.MIN_VALUE : watermark - graceMillis;
    }
}
