package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import io.freshet.processor.Framed;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.TestJobs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every record of a source goes one way, here through a repartition topic. */
class JobTopologyTest {
    private static final Schema ACTIVITY =
            BuiltInTypes.get(BuiltInTypes.USER_ACTIVITY).schema();
    private static final JobPlan PLAN = TestJobs.plan("""
            name: by-country
            from: user-activity
            where: "action != 'scroll'"
            group: { by: [country] }
            window: { tumbling: 1h, grace: 1h, emit: final }
            measures: { events: count() }
            into: by-country
            """);

    private TopologyBench job;

    @BeforeEach
    void start(@TempDir Path stateDir) {
        job = new TopologyBench(PLAN, stateDir);
        job.schemas.put(1, ACTIVITY);
    }

    @AfterEach
    void stop() {
        job.close();
    }

    @Test
    void tellsAWindowWhenTheDataHasEnded() {
        send("AT", "view", "2026-11-20T08:59:59.999Z");
        send("AT", "view", "2026-11-20T08:00:00Z");
        send("AT", "scroll", "2026-11-20T08:30:00Z");
        send(null, "view", "2026-11-20T08:30:00Z");
        assertThat(job.read("by-country")).isEmpty();
        job.end();
        List<TestRecord<byte[], byte[]>> results = job.read("by-country");
        assertThat(results).hasSize(1);
        GenericRecord result =
                Framed.read(results.getFirst().value(), PLAN.result().schema());
        assertThat(result.get("country")).hasToString("AT");
        assertThat(result.get("events")).isEqualTo(2L);
        assertThat(TopologyBench.header(results.getFirst(), EventHeaders.TIME)).isEqualTo("2026-11-20T08:59:59.999Z");
        assertThat(TopologyBench.header(results.getFirst(), EventHeaders.SUBJECT))
                .isEqualTo("AT");
        assertThat(TopologyBench.header(results.getFirst(), ResultRecords.FINAL))
                .isEqualTo("true");
        assertThat(job.metered)
                .containsExactly("in", "in", "in", "left out", "in", "without group", "result", "closed 1");
    }

    @Test
    void lateEventIsToldAsItCameWithItsPlaceAndItsWindow() {
        send("AT", "view", "2026-11-20T08:00:00Z");
        send("DE", "view", "2026-11-20T10:00:00Z");
        byte[] late = activity("AT", "click", ACTIVITY);
        job.send(TopologyBench.utf8("user"), late, "2026-11-20T08:15:00Z", "traceparent", "00-1-2-01");
        List<TestRecord<byte[], byte[]>> told = job.read("by-country.late");
        assertThat(told).hasSize(1);
        TestRecord<byte[], byte[]> record = told.getFirst();
        assertThat(record.key()).isEqualTo(TopologyBench.utf8("user"));
        assertThat(record.value()).isEqualTo(late);
        assertThat(TopologyBench.header(record, "traceparent")).isEqualTo("00-1-2-01");
        assertThat(TopologyBench.header(record, LateRecords.POSITION)).isEqualTo("user-activity/0/2");
        assertThat(TopologyBench.header(record, LateRecords.WINDOW_START)).isEqualTo("2026-11-20T08:00:00Z");
        assertThat(TopologyBench.header(record, LateRecords.WINDOW_END)).isEqualTo("2026-11-20T09:00:00Z");
        assertThat(TopologyBench.header(record, LateRecords.WATERMARK)).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(TopologyBench.header(record, LateRecords.BY)).isEqualTo("PT0S");
    }

    @Test
    void poisonGoesToTheDeadLettersAndHoldsNobodyUp() throws IOException {
        job.send(TopologyBench.utf8("user"), new byte[] {1, 2}, "2026-11-20T08:00:00Z");
        job.send(TopologyBench.utf8("user"), null, "2026-11-20T08:00:00Z");
        job.send(TopologyBench.utf8("user"), Arrays.copyOf(activity("AT", "view", ACTIVITY), 9), "x");
        byte[] longKey = new byte[950 * 1024];
        Arrays.fill(longKey, (byte) 'k');
        job.send(longKey, activity("AT", "view", ACTIVITY), "2026-11-20T08:00:00Z");
        send("AT", "view", "2026-11-20T08:00:00Z");
        job.end();
        List<RejectedEvent> rejected = new ArrayList<>();
        for (var record : job.read(JobTopology.REJECTED_TOPIC)) {
            rejected.add(RejectedEvent.decode(record.value()));
        }
        assertThat(rejected)
                .extracting(RejectedEvent::reason)
                .containsExactly(
                        Reason.UNDECODABLE_RECORD,
                        Reason.UNDECODABLE_RECORD,
                        Reason.UNDECODABLE_RECORD,
                        Reason.EVENT_TOO_LARGE);
        assertThat(rejected)
                .extracting(RejectedEvent::position)
                .containsExactly("topic-id/0/0", "topic-id/0/1", "topic-id/0/2", "topic-id/0/3");
        assertThat(job.read("by-country")).hasSize(1);
    }

    @Test
    void clockACenturyAheadNeitherStopsTheJobNorMakesTheOthersLate() {
        send("AT", "view", "2126-11-20T10:00:00Z");
        send("AT", "view", "2026-11-20T09:30:00Z");
        send("AT", "view", "1926-11-20T09:30:00Z");
        send("AT", "view", "no time");
        job.end();
        assertThat(job.read("by-country")).hasSize(2);
        assertThat(job.read("by-country.late")).hasSize(1);
        assertThat(job.metered).contains("clamped");
    }

    @Test
    void sourceWithANewFieldGoesOn() {
        Schema evolved = new Schema.Parser()
                .parse(ACTIVITY.toString()
                        .replace(
                                "\"fields\":[",
                                "\"fields\":[{\"name\":\"device\",\"type\":[\"null\",\"string\"],\"default\":null},"));
        Schema before = SchemaBuilder.record("Before")
                .fields()
                .requiredLong("timestamp")
                .requiredString("user_id")
                .requiredString("action")
                .endRecord();
        job.schemas.put(2, evolved);
        job.schemas.put(3, before);
        job.send(TopologyBench.utf8("user"), framed(2, activityRecord("AT", "view", evolved)), "2026-11-20T08:00:00Z");
        GenericRecord old = new GenericData.Record(before);
        old.put("timestamp", 0L);
        old.put("user_id", "user");
        old.put("action", "view");
        job.send(TopologyBench.utf8("user"), framed(3, old), "2026-11-20T08:00:00Z");
        job.end();
        assertThat(job.read("by-country")).hasSize(1);
        // Without the field it had a default: no country, no group.
        assertThat(job.metered).containsExactly("in", "in", "without group", "result", "closed 1");
    }

    @Test
    void lastWindowIsToldWhenTheSourceHasBeenIdleAsLongAsItTakes() {
        send("AT", "view", "2026-11-20T08:59:30Z");
        job.passes(Duration.ofSeconds(1));
        job.atEnd = true;
        for (int second = 0; second < 3_620; second += 2) {
            job.passes(Duration.ofSeconds(2));
        }
        // 8:59:30 and an hour and 20 seconds: the window and its grace end at 10:00.
        assertThat(job.read("by-country")).isEmpty();
        for (int second = 0; second < 30; second += 2) {
            job.passes(Duration.ofSeconds(2));
        }
        assertThat(job.read("by-country")).hasSize(1);
    }

    private void send(@Nullable String country, String action, String time) {
        job.send(TopologyBench.utf8("user"), activity(country, action, ACTIVITY), time);
    }

    private static byte[] activity(@Nullable String country, String action, Schema schema) {
        return framed(1, activityRecord(country, action, schema));
    }

    private static byte[] framed(int id, GenericRecord record) {
        return Framed.of(id, record);
    }

    private static GenericRecord activityRecord(@Nullable String country, String action, Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("timestamp", 0L);
        record.put("user_id", "user");
        record.put(
                "action", new GenericData.EnumSymbol(schema.getField("action").schema(), action));
        record.put("country", country);
        return record;
    }
}
