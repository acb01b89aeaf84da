package io.freshet.processor.topology;

import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.decode.WriterSchemas;
import java.time.Duration;

/**
 * What a job runs with. Its parts are used by all stream threads at once.
 *
 * @param rejectedTopic the dead letters
 * @param groupPartitions of the repartition topic; used where the job has one
 * @param gate before everything else
 * @param operator behind everything else
 * @param idleAfter without a record for so long, and read to its end, a source partition is idle
 */
public record JobParts(
        JobPlan plan,
        WriterSchemas schemas,
        RejectedRecords rejected,
        String rejectedTopic,
        JobMeter meter,
        SourcePartitions partitions,
        SourceEnd ends,
        int groupPartitions,
        SourceGate.Supplier gate,
        JobOperator.Supplier operator,
        Duration idleAfter) {

    /** Whether a repartition topic brings the events of one group together. */
    boolean isRepartitioned() {
        return !GroupedByKey.holds(plan, partitions);
    }
}
