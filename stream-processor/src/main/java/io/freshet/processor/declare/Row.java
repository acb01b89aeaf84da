package io.freshet.processor.declare;

import org.jspecify.annotations.Nullable;

/**
 * One event as a job sees it: the values it uses, by slot of the job's {@link Layout}, and where and when it happened. Made and
 * used by one stream thread; filled by {@link Preparation} and not changed afterwards.
 */
public final class Row {
    /** The name under which declarations speak of an event's time ({@code ce_time}). */
    public static final String TIME = "_time";

    private final long time;
    private final int source;
    private final int partition;
    private final long offset;
    private final @Nullable Object[] values;

    /**
     * @param time event time, milliseconds since the epoch
     * @param source index of the source in {@link JobPlan#sources()}
     * @param partition of the source topic
     * @param offset in that partition; with source and partition it orders events of equal time
     */
    public Row(long time, int source, int partition, long offset, @Nullable Object[] values) {
        this.time = time;
        this.source = source;
        this.partition = partition;
        this.offset = offset;
        this.values = values;
    }

    public long time() {
        return time;
    }

    public int source() {
        return source;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    /** The value in the form that its {@link FieldType} names; null where the event has none. */
    public @Nullable Object get(int slot) {
        return values[slot];
    }

    void set(int slot, @Nullable Object value) {
        values[slot] = value;
    }
}
