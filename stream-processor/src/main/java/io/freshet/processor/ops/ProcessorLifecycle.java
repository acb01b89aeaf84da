package io.freshet.processor.ops;

import io.freshet.model.registry.SchemaRegistry;
import io.freshet.processor.check.RegistryEventTypes;
import io.freshet.processor.check.TypesAndResults;
import io.freshet.processor.declare.EventTypes;
import io.freshet.processor.query.ResultHub;
import io.freshet.processor.query.ResultRows;
import io.freshet.processor.query.ResultsRoute;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Starts and stops the jobs with the service. The Quarkus extension for Kafka Streams gives us its native hints only: it starts
 * nothing where no topology is injected, and cannot start again what has failed.
 */
@Singleton
class ProcessorLifecycle {
    private static final Duration STOPPING = Duration.ofSeconds(25);

    private final StopSignal stop = new StopSignal();
    private final ResultRows rows;
    private final ResultHub hub;
    private final HostInfo self;
    private final List<Supervisor> supervisors;
    private final List<Thread> threads;

    ProcessorLifecycle(
            ProcessorConfig config,
            SchemaRegistry registry,
            MeterRegistry meters,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> connection = StreamsSettings.connection(kafka);
        DeclarationLedger ledger = new DeclarationLedger(connection, config.applicationId() + "-declarations");
        PatientSchemas schemas = new PatientSchemas(registry, stop);
        this.rows = new ResultRows(schemas);
        this.hub = new ResultHub(rows);
        this.self = HostInfo.buildFromEndpoint(config.advertised());
        List<DeclaredFile> files = JobFiles.find(config);
        RegistryEventTypes registered = new RegistryEventTypes(registry);
        this.supervisors = files.stream()
                .map(file -> {
                    EventTypes types = new TypesAndResults(registered, textsBeside(file, files));
                    JobPreconditions preconditions =
                            new JobPreconditions(file, connection, registry, types, config.applicationId(), ledger);
                    JobMeters counted = new JobMeters(meters, file.job(), InstantSource.system());
                    JobStart start = new JobStart(config, kafka, schemas, counted, stop, hub, files.size());
                    return new Supervisor(file.job(), preconditions::check, start, stop);
                })
                .toList();
        this.threads = supervisors.stream()
                .map(supervisor -> new Thread(supervisor, "job-" + supervisor.job()))
                .toList();
    }

    private static Map<String, String> textsBeside(DeclaredFile file, List<DeclaredFile> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.stream().filter(other -> !other.equals(file)).forEach(other -> texts.put(other.name(), other.text()));
        return texts;
    }

    List<Supervisor> jobs() {
        return supervisors;
    }

    void routes(@Observes Router router, Vertx vertx) {
        new ResultsRoute(vertx, new SupervisedJobs(supervisors), rows, hub, self).register(router);
    }

    void start(@Observes StartupEvent event) {
        threads.forEach(Thread::start);
    }

    /** Waits until all streams are closed and their last transactions are committed or void. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.stop();
        long deadline = System.nanoTime() + STOPPING.toNanos();
        for (Thread thread : threads) {
            thread.join(
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        }
    }
}
