package io.freshet.processor.ops;

import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.decode.WriterSchemas;
import io.freshet.processor.ops.JobPreconditions.Verdict;
import io.freshet.processor.topology.JobParts;
import io.freshet.processor.topology.JobTopology;
import io.freshet.processor.topology.Operators;
import io.freshet.processor.topology.RejectedRecords;
import io.freshet.processor.topology.ResultListener;
import io.freshet.processor.topology.ServedResults;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Makes the Kafka Streams of one job. Used by the job's supervisor.
 *
 * @param results hears of all that was committed
 * @param kafka the service's settings of the brokers
 * @param jobs of this process
 */
record JobStart(
        ProcessorConfig config,
        Map<String, Object> kafka,
        WriterSchemas schemas,
        JobMeters meters,
        StopSignal stop,
        ResultListener results,
        int jobs) {
    private static final Duration CLOSING = Duration.ofSeconds(20);

    /** What runs, and who asks the broker for it. Closing waits until the last transaction is committed or void. */
    record Started(KafkaStreams streams, BrokerProbe broker, JobMeters meters, boolean staysMember)
            implements AutoCloseable {
        @Override
        public void close() {
            // Leaving at once spares the next owner the wait for the session to expire; a static member comes back.
            CloseOptions.GroupMembershipOperation membership = staysMember
                    ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                    : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
            streams.close(CloseOptions.groupMembershipOperation(membership).withTimeout(CLOSING));
            meters.unwatch();
            broker.close();
        }
    }

    Started start(Verdict.Met met) {
        JobPlan plan = met.plan();
        SourceCounts counts = new SourceCounts(met.partitions());
        TrackedConsumers clients = new TrackedConsumers();
        JobParts parts = new JobParts(
                plan,
                schemas,
                new RejectedRecords(met.rejectedSchemaId(), met.topicIds()),
                meters,
                counts,
                clients,
                met.groupPartitions(),
                Operators.gateOf(plan),
                Operators.of(plan, plan.result().writer(met.resultSchemaId()), schemas, config.commitInterval()),
                new ServedResults(schemas, results, config.resultsRetention()),
                config.idleAfter());
        KafkaStreams streams = new KafkaStreams(
                JobTopology.of(parts), StreamsSettings.of(config, kafka, met.applicationId(), jobs), clients);
        streams.setUncaughtExceptionHandler(new ReplaceThreadAfterPause(plan.name(), stop));
        streams.setGlobalStateRestoreListener(meters.restore());
        meters.watch(streams);
        BrokerProbe broker = new BrokerProbe(
                StreamsSettings.connection(kafka), met.partitions().keySet(), counts);
        return new Started(streams, broker, meters, config.instanceId().isPresent());
    }
}
