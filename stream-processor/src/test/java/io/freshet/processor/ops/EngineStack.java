package io.freshet.processor.ops;

import io.freshet.local.LocalKafka;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import io.freshet.processor.Framed;
import io.freshet.processor.Topics;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.decode.WriterSchemas;
import io.freshet.processor.topology.JobTopology;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Jobs in this process, with the settings of production, against a real broker; a registry is a map. */
final class EngineStack implements AutoCloseable, WriterSchemas {
    static final int RESULT = 100;
    static final int REJECTED = 101;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final LocalKafka kafka;
    private final Path directory;
    private final StopSignal stop = new StopSignal();
    private final List<JobStart.Started> started = new ArrayList<>();

    EngineStack(Path directory) throws Exception {
        this.directory = directory;
        this.kafka = LocalKafka.start(directory.resolve("kafka"));
        topics().create(1, List.of(JobTopology.REJECTED_TOPIC));
        schemas.put(REJECTED, BuiltInTypes.get(BuiltInTypes.EVENTS_REJECTED).schema());
    }

    Topics topics() {
        return new Topics(kafka.bootstrapServers());
    }

    Map<String, Object> connection() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    void schema(int id, Schema schema) {
        schemas.put(id, schema);
    }

    @Override
    public Optional<Schema> byId(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    static String applicationId(JobPlan plan) {
        return "test-" + plan.name() + "-v" + plan.version();
    }

    /** Runs the job as a process of its own would. */
    JobStart.Started start(JobPlan plan, String process, int threads, Duration idleAfter) throws Exception {
        return start(plan, new TestConfig(directory.resolve("state-" + process), threads, idleAfter));
    }

    /** The same with a standby of everything and a name that stays. */
    JobStart.Started startMember(JobPlan plan, String name) throws Exception {
        return start(
                plan,
                new TestConfig(directory.resolve("state-" + name), 1, Duration.ofMinutes(1), 1, Optional.of(name)));
    }

    private JobStart.Started start(JobPlan plan, TestConfig config) throws Exception {
        JobTopics.Found found;
        try (Admin admin = Admin.create(connection())) {
            found = new JobTopics(admin, Duration.ofSeconds(10)).find(plan, applicationId(plan));
        }
        if (!found.problem().isEmpty()) {
            throw new IllegalStateException(found.problem());
        }
        JobMeters counted = new JobMeters(meters, plan.name(), InstantSource.system());
        JobStart.Started job = new JobStart(config, connection(), this, counted, stop, (name, key, result) -> {}, 1)
                .start(new JobPreconditions.Verdict.Met(
                        plan,
                        applicationId(plan),
                        found.ids(),
                        found.partitions(),
                        found.groupPartitions(),
                        RESULT,
                        REJECTED));
        started.add(job);
        job.streams().start();
        return job;
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                // A busy machine may let a broker wait for minutes; what was sent must not be given up. One request at
                // a time: the
                // leader of a topic that is new may take the second request before the first, which then never fits.
                Map.of(
                        "max.in.flight.requests.per.connection",
                        1,
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "acks",
                        "all",
                        "linger.ms",
                        5,
                        "request.timeout.ms",
                        300_000,
                        "delivery.timeout.ms",
                        900_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static ProducerRecord<byte[], byte[]> event(
            String topic, int partition, String key, Instant time, int schemaId, GenericRecord value) {
        Headers headers = new RecordHeaders()
                .add(EventHeaders.TIME, utf8(time.toString()))
                .add(EventHeaders.RECEIVED_AT, utf8(Instant.now().toString()));
        return new ProducerRecord<>(topic, partition, null, utf8(key), Framed.of(schemaId, value), headers);
    }

    /** What {@code send --close} makes the gateway write. */
    void close(String topic, int partitions) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int partition = 0; partition < partitions; partition++) {
                Headers headers = new RecordHeaders().add("freshet_control", utf8("end-of-data"));
                var unused = producer.send(new ProducerRecord<>(topic, partition, null, null, null, headers));
            }
        }
    }

    double counted(String meter, JobPlan plan) {
        return meters.find(meter).tags("job", plan.name()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Final results by what {@code name} makes of them; fails where two have one name. */
    static Map<String, GenericRecord> byName(
            List<ConsumerRecord<byte[], byte[]>> results, JobPlan plan, Function<GenericRecord, String> name) {
        Map<String, GenericRecord> named = new HashMap<>();
        for (var result : results) {
            GenericRecord value = Framed.read(result.value(), plan.result().schema());
            if (named.put(name.apply(value), value) != null) {
                throw new AssertionError("told twice: " + name.apply(value));
            }
        }
        return named;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        stop.stop();
        started.forEach(JobStart.Started::close);
        kafka.close();
    }
}
