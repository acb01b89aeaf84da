package io.freshet.processor.topology;

import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What a job does with its events, one per stream task and called by its thread alone. Events of one group come to one task; in
 * which order, only the clock says: no event whose time is at or behind {@code watermark - grace} can be on time any more.
 */
public interface JobOperator {

    /** Before anything else, with all state restored. */
    void init(TaskContext task);

    /**
     * One event, on time or late: the operator decides, and gives late ones to {@link TaskContext#late}.
     *
     * @param watermark of the task, this event included; {@link Long#MIN_VALUE} while a source was never heard of
     */
    void event(Message.Event event, long watermark);

    /**
     * The clock has gone on; called after the event that moved it. Also called without a move, about twice a second, for an
     * operator that does its work in portions.
     */
    void advanced(long watermark);

    /** Makes the operator of each task. */
    interface Supplier {
        JobOperator get();

        /** What {@link TaskContext#store} gives out; see {@code state.Changelog} for their settings. */
        Set<StoreBuilder<?>> stores();

        /**
         * How far past the last event, grace included, the clock must go until no event holds anything open: where the clock is
         * put when all sources have ended. Milliseconds, at least 1.
         */
        long reachMillis();
    }
}
