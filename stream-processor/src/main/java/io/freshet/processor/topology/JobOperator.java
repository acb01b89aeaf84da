package io.freshet.processor.topology;

import io.freshet.processor.watermark.Now;
import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What a job does with its events, one per stream task and called by its thread alone. Events of one group come to one task; in
 * which order, only the clock says: an event whose time is before {@link Now#settled} is too late to change what that closed.
 */
public interface JobOperator {

    /** Before anything else, with all state restored. */
    void init(TaskContext task);

    /**
     * One event, on time or late: the operator decides, and gives late ones to {@link TaskContext#late}.
     *
     * @param now what the task's clock says, this event included
     */
    void event(Message.Event event, Now now);

    /**
     * The clock has gone on; called after the event that moved it. Also called without a move, about twice a second while records
     * come or there is more to do, for an operator that does its work in portions.
     *
     * @return whether there is more to do
     */
    boolean advanced(Now now);

    /** Makes the operator of each task. */
    interface Supplier {
        JobOperator get();

        /** What {@link TaskContext#store} gives out; see {@code state.Changelog} for their settings. */
        Set<StoreBuilder<?>> stores();

        /** How much events may be out of order, milliseconds. */
        long graceMillis();

        /**
         * How far past the last event, grace included, the clock must go until no event holds anything open: where the clock is
         * put when all sources have ended. Milliseconds, at least 1.
         */
        long reachMillis();
    }
}
