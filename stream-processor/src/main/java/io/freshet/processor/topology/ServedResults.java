package io.freshet.processor.topology;

import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.decode.WriterSchemas;
import io.freshet.processor.state.Changelog;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Keeps a job's results for queries: a part of the topology of its own, which reads the result topic. So only what was committed
 * is ever answered, whatever the job does, and a key's results are where the key's partition of the result topic is read.
 *
 * <pre>
 * result topic ──▶ keep ──▶ (store of results)
 * </pre>
 *
 * @param retention how much older than the partition's latest result a result may become
 */
public record ServedResults(WriterSchemas schemas, ResultListener listener, Duration retention) {
    private static final String SOURCE = "kept-results";
    private static final String KEEP = "keep";

    /** Whether the job's results have keys and times to ask for. */
    public static boolean serves(JobPlan plan) {
        return plan.grouping().isPresent();
    }

    public static String store(JobPlan plan) {
        return plan.name() + "-v" + plan.version() + "-results";
    }

    /** The field of a result by which it is asked for. */
    public static String timeField(Behaviour behaviour) {
        return switch (behaviour) {
            case Behaviour.Windowed windowed -> "window_start";
            case Behaviour.Pattern pattern -> "last_at";
            case Behaviour.Threshold threshold -> "at";
            case Behaviour.Silence silence -> "at";
            case Behaviour.Enrichment enrichment -> throw new IllegalArgumentException("has no keyed results");
            case Behaviour.Copy copy -> throw new IllegalArgumentException("has no keyed results");
        };
    }

    void addTo(Topology topology, JobPlan plan) {
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        SOURCE,
                        new BrokerTime(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        plan.into())
                .addProcessor(KEEP, new Supplier(this, plan), SOURCE);
    }

    private record Supplier(ServedResults served, JobPlan plan)
            implements ProcessorSupplier<byte[], byte[], Void, Void> {
        @Override
        public Processor<byte[], byte[], Void, Void> get() {
            return new KeepResults(served, plan);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Changelog.onDiskAtOnce(store(plan)));
        }
    }
}
