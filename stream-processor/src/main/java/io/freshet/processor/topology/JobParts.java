package io.freshet.processor.topology;

import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.decode.WriterSchemas;
import java.time.Duration;

/**
 * What a job runs with. Its parts are used by all stream threads at once.
 *
 * @param groupPartitions of the repartition topic; used where the job has one
 * @param gate before everything else
 * @param operator behind everything else
 * @param served keeps results for queries
 * @param idleAfter without a record for so long, and read to its end, a source partition is idle
 */
public record JobParts(
        JobPlan plan,
        WriterSchemas schemas,
        RejectedRecords rejected,
        JobMeter meter,
        SourcePartitions partitions,
        SourceEnd ends,
        int groupPartitions,
        SourceGate.Supplier gate,
        JobOperator.Supplier operator,
        ServedResults served,
        Duration idleAfter) {

    boolean isRepartitioned() {
        return JobTopology.isRepartitioned(plan, partitions);
    }
}
