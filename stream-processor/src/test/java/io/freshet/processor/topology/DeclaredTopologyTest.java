package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.Reason;
import io.freshet.processor.Framed;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.TestJobs;
import io.freshet.processor.state.KeptResult;
import io.freshet.processor.state.ResultKey;
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
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs without windows as Kafka Streams runs them: from records to results, kept for queries. */
class DeclaredTopologyTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final int RESULT = 100;

    @TempDir
    private Path state;

    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final NoMeter meter = new NoMeter();
    private TopologyTestDriver driver;
    private JobPlan plan;

    private void run(String name) {
        run(TestJobs.shipped(name));
    }

    private void run(JobPlan declared) {
        plan = declared;
        schemas.put(RESULT, plan.result().schema());
        for (int n = 0; n < plan.sources().size(); n++) {
            schemas.put(n, plan.sources().get(n).schema());
        }
        JobParts parts = new JobParts(
                plan,
                id -> Optional.ofNullable(schemas.get(id)),
                new RejectedRecords(99, Map.of(plan.sources().getFirst().type(), "topic-id")),
                meter,
                topic -> 1,
                (topic, partition) -> true,
                1,
                Operators.gateOf(plan),
                Operators.of(
                        plan,
                        plan.result().writer(RESULT),
                        id -> Optional.ofNullable(schemas.get(id)),
                        Duration.ofMillis(250)),
                new ServedResults(
                        id -> Optional.ofNullable(schemas.get(id)),
                        (job, key, result) -> told.add(job + "/" + key),
                        Duration.ofDays(7)),
                Duration.ofMinutes(1));
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(JobTopology.of(parts), settings, NOON);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void fiveFailedLoginsAreOneAlertThatCanBeAskedFor() {
        run("fraud-alerts");
        for (long second : new long[] {60, 0, 120, 240, 180}) {
            login("10.0.0.1", second);
        }
        login("10.0.0.2", 0);
        end("login-events");

        List<GenericRecord> alerts = results();
        assertThat(alerts).hasSize(1);
        assertThat(alerts.getFirst().get("ip_address").toString()).isEqualTo("10.0.0.1");
        assertThat(alerts.getFirst().get("last_at"))
                .isEqualTo(NOON.plusSeconds(120).toEpochMilli());
        assertThat(told).containsExactly("fraud-alerts/10.0.0.1");
        assertThat(kept()).containsExactly("10.0.0.1@" + NOON.plusSeconds(120));
        assertThat(meter.rejected).isEmpty();
    }

    @Test
    void aLoginThatSucceedsBeginsTheCountAnew() {
        run(TestJobs.plan("""
                name: guesses
                from: login-events
                group: { by: [ip_address] }
                pattern: { match: "status == 'FAILED'", at-least: 3, within: 5m, reset: "status == 'SUCCESS'" }
                """));
        for (long second : new long[] {0, 60, 120, 180}) {
            login("10.0.0.1", second, second == 120 ? "SUCCESS" : "FAILED");
            login("10.0.0.2", second);
        }
        end("login-events");

        assertThat(results())
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.get("ip_address").toString()).isEqualTo("10.0.0.2"));
    }

    private void login(String ip, long second) {
        login(ip, second, "FAILED");
    }

    private void login(String ip, long second, String status) {
        Instant time = NOON.plusSeconds(second);
        GenericRecord event = new GenericData.Record(plan.sources().getFirst().schema());
        event.put("user_id", "u");
        event.put("ip_address", ip);
        event.put(
                "status",
                new GenericData.EnumSymbol(event.getSchema().getField("status").schema(), status));
        event.put("timestamp", time.toEpochMilli());
        send("login-events", ip, "id" + ip + second, Framed.of(0, event), time);
    }

    @Test
    void aDeviceEntersAndLeavesAndRubbishIsRejectedMeanwhile() {
        run("sensor-alerts");
        double[] temperatures = {24, 25.1, 24.6, Double.NaN, 24.5, -1e308, 1e308};
        for (int n = 0; n < temperatures.length; n++) {
            reading("d", n, temperatures[n]);
        }
        send("sensor-readings", "d", "x", new byte[] {1, 2, 3}, NOON);
        end("sensor-readings");

        assertThat(results())
                .extracting(result -> result.get("state") + " " + result.get("value"))
                .containsExactly("ENTER 25.1", "EXIT 24.5", "ENTER 1.0E308");
        assertThat(meter.rejected).containsExactly(Reason.UNDECODABLE_RECORD);
    }

    private void reading(String device, long second, double temperature) {
        GenericRecord event = reading(device, second);
        event.put("temperature", temperature);
        send("sensor-readings", device, "r" + second, Framed.of(0, event), NOON.plusSeconds(second));
    }

    private GenericRecord reading(String device, long second) {
        GenericRecord event =
                new GenericData.Record(BuiltInTypes.get("sensor-readings").schema());
        event.put("device_id", device);
        event.put("timestamp", NOON.plusSeconds(second).toEpochMilli());
        return event;
    }

    @Test
    void overTheBoundARepetitionPassesAndSaysThatItMayBeOne() {
        run(TestJobs.plan("""
                name: once
                from: user-activity
                deduplicate: { within: 24h, entries: 2 }
                """));
        for (String id : List.of("1", "2", "3", "1", "3")) {
            send("user-activity", "u", id, view(), NOON);
        }

        assertThat(records("once"))
                .extracting(copy -> copy.headers().lastHeader("freshet_dedupe") != null)
                .as("the third and the first again are more than is remembered")
                .containsExactly(false, false, true, true);
        assertThat(meter.heldBack).isEqualTo(1);
        assertThat(meter.uncertain).isEqualTo(2);
    }

    @Test
    void everyEventIsCopiedOnceAndAnotherSendersIdIsAnotherEvent() {
        run("user-activity-unique");
        byte[] value = view();
        send("user-activity", "u", "1", value, NOON);
        send("user-activity", "u", "1", value, NOON);
        send("user-activity", "u", "2", value, NOON);

        List<TestRecord<byte[], byte[]>> copies = records("user-activity-unique");
        assertThat(copies)
                .hasSize(2)
                .allSatisfy(copy -> assertThat(copy.value()).isEqualTo(value));
        assertThat(meter.heldBack).isEqualTo(1);
    }

    private static byte[] view() {
        GenericRecord event =
                new GenericData.Record(BuiltInTypes.get("user-activity").schema());
        event.put("timestamp", NOON.toEpochMilli());
        event.put("user_id", "u");
        event.put(
                "action",
                new GenericData.EnumSymbol(event.getSchema().getField("action").schema(), "view"));
        return Framed.of(0, event);
    }

    @Test
    void aReadingBearsTheRowThatWasInForceAtItsTime() {
        run("sensor-readings-enriched");
        schemas.put(50, deviceSchema());
        device("d", "cellar", 0);
        device("d", "attic", 100);
        for (long second : new long[] {50, 100, 150}) {
            send("sensor-readings", "d", "r" + second, Framed.of(0, reading("d", second)), NOON.plusSeconds(second));
        }
        send("sensor-readings", "e", "e", Framed.of(0, reading("e", 50)), NOON.plusSeconds(50));

        assertThat(results())
                .extracting(result -> result.get("device_id") + " " + result.get("room"))
                .containsExactly("d cellar", "d attic", "d attic", "e null");
    }

    private Schema deviceSchema() {
        return ((Behaviour.Enrichment) plan.behaviour()).table().schema();
    }

    private void device(String id, String room, long second) {
        Schema schema = deviceSchema();
        GenericRecord row = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Schema type = field.schema().isUnion()
                    ? field.schema().getTypes().stream()
                            .filter(branch -> branch.getType() != Schema.Type.NULL)
                            .findFirst()
                            .orElseThrow()
                    : field.schema();
            if (type.getType() == Schema.Type.LONG) {
                row.put(field.name(), NOON.plusSeconds(second).toEpochMilli());
            } else {
                row.put(field.name(), field.name().equals("room") ? room : id);
            }
        }
        send("devices", id, id + second, Framed.of(50, row), NOON.plusSeconds(second));
    }

    private void send(String topic, String key, String id, byte[] value, Instant time) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", utf8(id));
        headers.add("ce_source", utf8("/test"));
        headers.add("ce_time", utf8(time.toString()));
        headers.add("received_at", utf8(NOON.plusSeconds(400).toString()));
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(utf8(key), value, headers, NOON.plusSeconds(400)));
    }

    private void end(String topic) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("freshet_control", utf8("end-of-data"));
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(null, null, headers, NOON.plusSeconds(400)));
    }

    private List<GenericRecord> results() {
        return records(plan.into()).stream()
                .map(record -> Framed.read(record.value(), plan.result().schema()))
                .toList();
    }

    private List<TestRecord<byte[], byte[]>> records(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private List<String> kept() {
        List<String> kept = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = driver.<Bytes, byte[]>getKeyValueStore(ServedResults.store(plan))
                .all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                assertThat(KeptResult.of(entry.value).isFinal()).isTrue();
                kept.add(ResultKey.key(entry.key) + "@" + Instant.ofEpochMilli(ResultKey.time(entry.key)));
            }
        }
        return kept;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
