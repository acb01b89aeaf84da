package io.freshet.processor.ops;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.processor.decode.TotalsWriter;
import io.freshet.processor.topology.CustomerOrderTotals;
import io.freshet.processor.topology.RejectedRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Starts and stops the supervisor with the service. The Quarkus extension for Kafka Streams gives us its native hints only: it
 * starts nothing where no topology is injected, and cannot start again what has failed.
 */
@Singleton
class ProcessorLifecycle {
    private static final Duration STOPPING = Duration.ofSeconds(25);

    private final StopSignal stop = new StopSignal();
    private final SchemaRegistry registry;
    private final CountedJob meter;
    private final MeterRegistry meters;
    private final Duration grace;
    private final Properties settings;
    private final Supervisor supervisor;
    private final Thread thread;

    ProcessorLifecycle(
            ProcessorConfig config,
            SchemaRegistry registry,
            MeterRegistry meters,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.registry = registry;
        this.meters = meters;
        this.meter = new CountedJob(meters);
        this.grace = config.grace();
        this.settings = StreamsSettings.of(config, kafka);
        Map<String, Object> connection = StreamsSettings.connection(kafka);
        Preconditions preconditions = new Preconditions(connection, registry);
        this.supervisor = new Supervisor(preconditions::check, this::streams, () -> new BrokerProbe(connection), stop);
        this.thread = new Thread(supervisor, "processor-supervisor");
    }

    Supervisor.Status status() {
        return supervisor.status();
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    /** Waits until the streams are closed and their last transaction is committed or void. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.stop();
        thread.join(STOPPING.toMillis());
    }

    private KafkaStreams streams(Preconditions.Verdict.Met met) {
        TotalsWriter writer = new TotalsWriter(
                BuiltInTypes.get(BuiltInTypes.CUSTOMER_ORDER_TOTALS).schema(), met.resultSchemaId());
        CustomerOrderTotals job = new CustomerOrderTotals(
                new PatientSchemas(registry, stop),
                writer,
                new RejectedRecords(
                        met.rejectedSchemaId(), Map.of(CustomerOrderTotals.SOURCE_TOPIC, met.sourceTopicId())),
                meter,
                grace);
        KafkaStreams streams = new KafkaStreams(job.topology(), settings);
        streams.setUncaughtExceptionHandler(new ReplaceThreadAfterPause(stop));
        new KafkaStreamsMetrics(streams).bindTo(meters);
        return streams;
    }
}
