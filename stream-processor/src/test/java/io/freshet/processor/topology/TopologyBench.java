package io.freshet.processor.topology;

import io.freshet.model.EventHeaders;
import io.freshet.model.Reason;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.decode.WriterSchemas;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** A job on one partition, without a broker. */
final class TopologyBench implements AutoCloseable, WriterSchemas {
    static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:00Z");

    final Map<Integer, Schema> schemas = new HashMap<>();
    final List<String> metered = new ArrayList<>();
    boolean atEnd;

    private final TopologyTestDriver driver;
    private final JobPlan plan;

    TopologyBench(JobPlan plan, Path stateDir) {
        this.plan = plan;
        JobParts parts = new JobParts(
                plan,
                this,
                new RejectedRecords(9, Map.of(plan.sources().getFirst().type(), "topic-id")),
                new Listing(metered),
                topic -> 1,
                (topic, partition) -> atEnd,
                1,
                SourceGate.OPEN,
                Operators.of(plan, plan.result().writer(8), this, Duration.ofMillis(250)),
                new ServedResults(this, (job, key, result) -> {}, Duration.ofDays(7)),
                Duration.ofSeconds(60));
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(JobTopology.of(parts), settings, RECEIVED);
    }

    @Override
    public Optional<Schema> byId(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    void send(byte @Nullable [] key, byte @Nullable [] value, String ceTime, String... more) {
        Headers headers = headers(more)
                .add(EventHeaders.TIME, utf8(ceTime))
                .add(EventHeaders.RECEIVED_AT, utf8(RECEIVED.toString()));
        pipe(key, value, headers);
    }

    void end() {
        pipe(null, null, headers(ReadSource.CONTROL, ReadSource.END_OF_DATA));
    }

    private void pipe(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        driver.createInputTopic(plan.sources().getFirst().type(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, RECEIVED.plusMillis(5)));
    }

    void passes(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Headers headers(String... namesAndValues) {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], utf8(namesAndValues[i + 1]));
        }
        return headers;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }

    private record Listing(List<String> metered) implements JobMeter {
        @Override
        public void in() {
            metered.add("in");
        }

        @Override
        public void clamped() {
            metered.add("clamped");
        }

        @Override
        public void leftOut() {
            metered.add("left out");
        }

        @Override
        public void withoutGroup() {
            metered.add("without group");
        }

        @Override
        public void heldBack() {
            metered.add("held back");
        }

        @Override
        public void uncertain() {
            metered.add("uncertain");
        }

        @Override
        public void result() {
            metered.add("result");
        }

        @Override
        public void late() {
            metered.add("late");
        }

        @Override
        public void rejected(Reason reason) {
            metered.add(reason.slug());
        }

        @Override
        public void windowsClosed(int count) {
            metered.add("closed " + count);
        }

        @Override
        public void watermark(int task, long time) {}

        @Override
        public void gone(int task) {}
    }
}
