package io.freshet.processor.topology;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import io.freshet.model.EventType;
import io.freshet.model.Reason;
import io.freshet.model.WireFormat;
import io.freshet.model.json.AvroToJson;
import io.freshet.model.json.FreshetJson;
import io.freshet.model.json.JsonToAvro;
import io.freshet.model.json.Transcoded;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Source;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** A declared job's real topology, fed with JSON and read as JSON; one partition a topic. */
final class JobDriver implements AutoCloseable {
    private static final int RESULT_ID = 90;
    private static final int REJECTED_ID = 91;
    private static final Instant ARRIVAL = Instant.parse("2026-11-20T12:00:00Z");

    private final JobPlan plan;
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final Map<String, JsonToAvro> types = new HashMap<>();
    private final TopologyTestDriver driver;
    private Instant now = ARRIVAL;

    JobDriver(JobPlan plan, Path state) {
        this.plan = plan;
        Stream<Source> table =
                plan.behaviour() instanceof Behaviour.Enrichment lookup ? Stream.of(lookup.table()) : Stream.empty();
        Stream.concat(plan.sources().stream(), table).forEach(source -> add(source.type(), source.schema()));
        schemas.put(RESULT_ID, plan.result().schema());
        schemas.put(REJECTED_ID, BuiltInTypes.get(BuiltInTypes.EVENTS_REJECTED).schema());
        JobParts parts = new JobParts(
                plan,
                id -> Optional.ofNullable(schemas.get(id)),
                new RejectedRecords(REJECTED_ID, Map.of()),
                new SilentMeter(),
                topic -> 1,
                (topic, partition) -> true,
                1,
                Operators.gateOf(plan),
                Operators.of(
                        plan,
                        plan.result().writer(RESULT_ID),
                        id -> Optional.ofNullable(schemas.get(id)),
                        Duration.ofMillis(250)),
                new ServedResults(
                        id -> Optional.ofNullable(schemas.get(id)), (job, key, result) -> {}, Duration.ofDays(1)),
                Duration.ofSeconds(60));
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        this.driver = new TopologyTestDriver(JobTopology.of(parts), settings, ARRIVAL);
    }

    private void add(String name, Schema schema) {
        try {
            int id = types.size() + 1;
            types.put(name, JsonToAvro.of(EventType.of(name, id, schema)));
            schemas.put(id, schema);
        } catch (EventType.InvalidEventTypeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One line: {@code TYPE {json}}, {@code at CE_TIME TYPE {json}}, {@code close TYPE}, or {@code wall DURATION}. */
    void run(String line) {
        String[] parts = line.split(" ", 2);
        switch (parts[0]) {
            case "close" -> pipe(parts[1], null, null, closing());
            case "wall" -> advance(Duration.parse(parts[1]));
            case "at" -> {
                String[] event = parts[1].split(" ", 3);
                send(event[1], event[2], event[0]);
            }
            default -> send(parts[0], parts[1], null);
        }
    }

    private void advance(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** @param time in place of the event's own */
    private void send(String type, String json, @Nullable String time) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        JsonToAvro transcoder = types.get(type);
        try (JsonParser parser = FreshetJson.parser(utf8, 0, utf8.length)) {
            parser.nextToken();
            if (!(transcoder.transcode(parser) instanceof Transcoded.Encoded event)) {
                throw new AssertionError("no event of " + type + ": " + json);
            }
            Headers headers = new RecordHeaders();
            header(headers, EventHeaders.TYPE, type);
            header(headers, EventHeaders.SOURCE, EventHeaders.DEFAULT_SOURCE);
            header(headers, EventHeaders.ID, event.id() == null ? String.valueOf(json.hashCode()) : event.id());
            header(headers, EventHeaders.TIME, time == null ? String.valueOf(event.time()) : time);
            header(headers, EventHeaders.RECEIVED_AT, now.toString());
            pipe(type, event.key(), event.value(), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Headers closing() {
        Headers headers = new RecordHeaders();
        header(headers, EventHeaders.CONTROL, EventHeaders.END_OF_DATA);
        return headers;
    }

    private void pipe(String topic, @Nullable String key, byte @Nullable [] value, Headers headers) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
        byte[] utf8 = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        input.pipeInput(new TestRecord<>(utf8, value, headers, now));
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** What was written since the last call: results, then late and rejected records, a line each. */
    List<String> written() {
        List<String> lines = new ArrayList<>();
        for (String topic : List.of(plan.into(), plan.lateTopic(), JobTopology.REJECTED_TOPIC)) {
            var output = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            while (!output.isEmpty()) {
                TestRecord<byte[], byte[]> record = output.readRecord();
                lines.add(topic + " " + text(record.key()) + " " + json(record.value()));
            }
        }
        return lines;
    }

    private String json(byte[] value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FreshetJson.factory().createGenerator(text)) {
            out.writeStartObject();
            AvroToJson.of(schemas.get(WireFormat.schemaId(value)))
                    .write(value, WireFormat.HEADER_BYTES, value.length, out);
            out.writeEndObject();
        } catch (IOException | AvroToJson.UndecodableException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "-" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }

    private static final class SilentMeter implements JobMeter {
        @Override
        public void in() {}

        @Override
        public void clamped() {}

        @Override
        public void leftOut() {}

        @Override
        public void withoutGroup() {}

        @Override
        public void heldBack() {}

        @Override
        public void uncertain() {}

        @Override
        public void result() {}

        @Override
        public void late() {}

        @Override
        public void rejected(Reason reason) {}

        @Override
        public void windowsClosed(int count) {}

        @Override
        public void watermark(int task, long time) {}

        @Override
        public void gone(int task) {}
    }
}
