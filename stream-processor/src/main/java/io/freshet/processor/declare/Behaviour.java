package io.freshet.processor.declare;

import java.time.Duration;

/** What a job does with its events: exactly one of these. Slots are those of the job's {@link Layout}. */
public sealed interface Behaviour {

    /** Measures over windows. */
    record Windowed(Window window, Measures measures) implements Behaviour {}

    /**
     * N matching events of one key within a time make one alert.
     *
     * @param matchSlot a BOOLEAN slot: whether the event counts; null and false do not
     * @param atLeast how many, from 1
     * @param within the first and the last of them may be exactly this far apart
     * @param coolDown after an alert, event time during which the key gives no other
     * @param resetSlot a BOOLEAN slot whose true clears what was counted of the key; -1 where there is none
     * @param grace how late an event may come and still be counted
     */
    record Pattern(int matchSlot, int atLeast, Duration within, Duration coolDown, int resetSlot, Duration grace)
            implements Behaviour {}

    /**
     * A value that crosses a bound, with hysteresis.
     *
     * @param valueSlot a DOUBLE or LONG slot; null and NaN change nothing
     * @param above whether ENTER is above the bound (EXIT at or below the other), or below it (EXIT at or above)
     * @param minimum how long, in event time, the value must stay beyond a bound before ENTER; zero for at once
     * @param grace how late an event may come and still be put into its place
     */
    record Threshold(int valueSlot, boolean above, double enter, double exit, Duration minimum, Duration grace)
            implements Behaviour {}

    /**
     * A key that is heard no more, by the wall clock.
     *
     * @param after silent for longer than this
     * @param suppressAfterStart no alert for this long after our own start or a rebalance
     * @param fleetShare when more than this share of known keys falls silent together, one fleet alert stands for all; 0 to 1
     * @param retireSlot a BOOLEAN slot whose true forgets the key; -1 where there is none
     * @param forgetAfter a key that has been silent this long is forgotten
     */
    record Silence(Duration after, Duration suppressAfterStart, double fleetShare, int retireSlot, Duration forgetAfter)
            implements Behaviour {}

    /**
     * Events with fields of a table's row added.
     *
     * @param table a compacted topic of Avro records; a record without value deletes its key
     * @param tableLayout the table's fields that are taken, all from the source
     * @param keySlot whose text is looked up as the table's record key
     * @param asOf whether the row in force at the event's time is taken instead of the newest
     * @param tableTime slot in {@code tableLayout} of the time from which a row is in force; -1: its {@code ce_time}
     * @param keepVersions how long superseded rows are kept for as-of; zero without
     * @param inner whether events without a row are left out
     */
    record Enrichment(
            Source table,
            Layout tableLayout,
            int keySlot,
            boolean asOf,
            int tableTime,
            Duration keepVersions,
            boolean inner)
            implements Behaviour {}

    /** Every event once, unchanged, to another topic; how is {@link JobPlan#deduplication()}. */
    record Copy() implements Behaviour {}

    /**
     * Which events are the same: those of equal (type, source, id), within one partition.
     *
     * @param within how long an id is remembered
     * @param entries how many are remembered per partition at most; what would be over passes through, flagged and counted
     */
    record Deduplication(Duration within, long entries) {}
}
