package io.freshet.processor.topology;

import io.freshet.model.BuiltInTypes;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Source;
import io.freshet.processor.state.Changelog;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A declared job as Kafka Streams runs it.
 *
 * <pre>
 * sources ──▶ read ──▶ [groups, a repartition topic] ──▶ operate ──▶ results
 *               │                                          │ └─────▶ late
 *               └──────────▶ events.rejected ◀─────────────┘
 * results ──▶ keep, for queries: see {@link ServedResults}
 * </pre>
 *
 * Without the topic in brackets where the sources are keyed by what the job groups by: then both run in one task.
 */
public final class JobTopology {
    /** The dead letters of all jobs. */
    public static final String REJECTED_TOPIC = BuiltInTypes.EVENTS_REJECTED;

    static final String READ = "read";
    static final String TO_GROUPS = "to-groups";
    static final String FROM_GROUPS = "from-groups";
    static final String OPERATE = "operate";
    static final String RESULTS = "results";
    static final String LATE = "late";
    static final String REJECTED = "rejected";

    /** A sink of its own: one sink of both would make them one task again. */
    static final String OPERATE_REJECTED = "operate-rejected";

    private static final String SOURCES = "sources";

    private JobTopology() {}

    /** Whether a repartition topic brings the events of one group together. */
    public static boolean isRepartitioned(JobPlan plan, SourcePartitions partitions) {
        return !GroupedByKey.holds(plan, partitions);
    }

    /** Without the application id that Kafka Streams puts before it. */
    public static String groupsTopic(JobPlan plan) {
        return plan.name() + "-groups-repartition";
    }

    /** The store of the clock of each task, which every job has. */
    public static String clockStore(JobPlan plan) {
        return plan.name() + "-clock";
    }

    public static Topology of(JobParts parts) {
        JobPlan plan = parts.plan();
        ByteArraySerializer bytes = new ByteArraySerializer();
        JobGraph graph = new JobGraph();
        graph.addSource(
                        AutoOffsetReset.earliest(),
                        SOURCES,
                        new BrokerTime(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        plan.sources().stream().map(Source::type).toArray(String[]::new))
                .addProcessor(READ, new ReadSupplier(parts), SOURCES);
        String before = READ;
        if (parts.isRepartitioned()) {
            MessageSerde messages = new MessageSerde(plan.sources(), plan.codec());
            String topic = groupsTopic(plan);
            graph.withRepartitionTopic(topic, parts.groupPartitions())
                    .addSink(TO_GROUPS, topic, new StringSerializer(), messages, new ToAllOrToGroup(), READ)
                    .addSource(
                            AutoOffsetReset.earliest(),
                            FROM_GROUPS,
                            new BrokerTime(),
                            new StringDeserializer(),
                            messages,
                            topic);
            before = FROM_GROUPS;
        }
        graph.addProcessor(OPERATE, new OperateSupplier(parts), before)
                .addSink(RESULTS, plan.into(), bytes, bytes, OPERATE)
                .addSink(LATE, plan.lateTopic(), bytes, bytes, OPERATE)
                .addSink(REJECTED, REJECTED_TOPIC, bytes, bytes, READ)
                .addSink(OPERATE_REJECTED, REJECTED_TOPIC, bytes, bytes, OPERATE);
        if (plan.behaviour() instanceof Behaviour.Enrichment enrichment) {
            new LookupTable(plan, enrichment, parts.schemas()).addTo(graph);
        }
        if (ServedResults.serves(plan)) {
            parts.served().addTo(graph, plan);
        }
        return graph;
    }

    private record ReadSupplier(JobParts parts) implements ProcessorSupplier<byte[], byte[], Object, Object> {
        @Override
        public Processor<byte[], byte[], Object, Object> get() {
            return new ReadSource(parts);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return parts.gate().stores();
        }
    }

    private record OperateSupplier(JobParts parts) implements ProcessorSupplier<String, Message, byte[], byte[]> {
        @Override
        public Processor<String, Message, byte[], byte[]> get() {
            return new Operate(parts);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            Set<StoreBuilder<?>> stores = new HashSet<>(parts.operator().stores());
            stores.add(Changelog.inMemory(clockStore(parts.plan())));
            return stores;
        }
    }
}
