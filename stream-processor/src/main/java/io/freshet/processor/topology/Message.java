package io.freshet.processor.topology;

import io.freshet.model.TimeFlag;
import io.freshet.processor.declare.Row;
import io.freshet.processor.watermark.Progress;

/** What the reader of the sources hands to the task that keeps state, directly or through a repartition topic. */
public sealed interface Message {

    /**
     * An event that belongs to the job, prepared.
     *
     * @param group the key of its group; empty where the job has no groups
     * @param flag what became of its time
     * @param arrival milliseconds since the epoch
     * @param source as it came: for late topics and dead letters
     */
    record Event(String group, Row row, TimeFlag flag, long arrival, SourceRecord source) implements Message {}

    /** How far a source partition has come: goes to every task that keeps state, behind the events that it covers. */
    record Told(Progress progress) implements Message {}
}
