package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.model.EventHeaders;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import io.freshet.model.WireFormat;
import io.freshet.processor.Framed;
import io.freshet.processor.TestOrder;
import io.freshet.processor.TestTotals;
import io.freshet.processor.decode.WriterSchemas.RegistryUnavailableException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

class RejectedOrdersTest {
    private static final TestOrder GOOD =
            new TestOrder("good", "c", new BigDecimal("12.34"), Instant.parse("2026-11-20T09:00:00Z"));
    private static final byte[] BYTES = GOOD.value(JobDriver.ORDERS_SCHEMA);

    private JobDriver job;

    @BeforeEach
    void start(@TempDir Path stateDir) {
        job = new JobDriver(stateDir, Duration.ofDays(2));
    }

    @AfterEach
    void stop() {
        job.close();
    }

    @Test
    void keepsBytesPlaceAndReasonOfWhatIsNoOrder() throws IOException {
        byte[] noise = "not avro".getBytes(StandardCharsets.UTF_8);
        job.send(GOOD);
        job.send(GOOD.key(), noise, GOOD.headers(JobDriver.RECEIVED));
        TestRecord<byte[], byte[]> record = job.rejected().getFirst();
        RejectedEvent rejected = RejectedEvent.decode(record.value());
        assertThat(WireFormat.schemaId(record.value())).isEqualTo(JobDriver.REJECTED_SCHEMA);
        assertThat(rejected.id()).isEqualTo("topic-id/0/1");
        assertThat(record.key()).isEqualTo("topic-id/0/1".getBytes(StandardCharsets.UTF_8));
        assertThat(rejected.position()).isEqualTo("topic-id/0/1");
        assertThat(rejected.type()).isEqualTo("order-events");
        assertThat(rejected.stage()).isEqualTo("processor");
        assertThat(rejected.key()).isEqualTo("c");
        assertThat(rejected.payload()).isEqualTo(noise);
        assertThat(rejected.reason()).isEqualTo(Reason.UNDECODABLE_RECORD);
        assertThat(rejected.receivedAt()).isEqualTo(JobDriver.RECEIVED);
        assertThat(TotalOrdersTest.header(record, EventHeaders.TYPE)).isEqualTo("events.rejected");
    }

    @Test
    void rejectsEveryKindOfPoisonAndMovesOn() {
        assertRejected(Reason.UNDECODABLE_RECORD, GOOD.key(), null);
        assertRejected(Reason.UNDECODABLE_RECORD, GOOD.key(), new byte[0]);
        assertRejected(Reason.UNDECODABLE_RECORD, GOOD.key(), new byte[] {0, 0, 0, 0, JobDriver.ORDERS_SCHEMA});
        assertRejected(Reason.UNDECODABLE_RECORD, GOOD.key(), Arrays.copyOf(BYTES, BYTES.length - 1));
        assertRejected(Reason.UNDECODABLE_RECORD, GOOD.key(), Arrays.copyOf(BYTES, BYTES.length + 1));
        assertRejected(Reason.UNDECODABLE_RECORD, GOOD.key(), GOOD.value(12_345));
        assertRejected(Reason.EVENT_TOO_LARGE, GOOD.key(), Arrays.copyOf(BYTES, 800_000));
        assertRejected(Reason.INVALID_KEY, "another".getBytes(StandardCharsets.UTF_8), BYTES);
        assertRejected(Reason.INVALID_KEY, null, BYTES);
        TestOrder nobody = new TestOrder("o", "", BigDecimal.ONE, GOOD.at());
        assertRejected(Reason.MISSING_FIELD, nobody.key(), nobody.value(JobDriver.ORDERS_SCHEMA));
    }

    @Test
    void doesNotBelieveALengthThatTheRecordCannotHold() {
        // order_id claims to be 2,147,483,647 bytes long: believed, it would take the process with it.
        byte[] lying = {0, 0, 0, 0, JobDriver.ORDERS_SCHEMA, -2, -1, -1, -1, 15, 'x'};
        assertRejected(Reason.UNDECODABLE_RECORD, GOOD.key(), lying);
    }

    @Test
    void rejectsARecordOfAnotherType() {
        Schema other =
                SchemaBuilder.record("Other").fields().requiredString("name").endRecord();
        GenericRecord record = new GenericData.Record(other);
        record.put("name", "c");
        job.schemas.put(20, other);
        assertRejected(Reason.UNDECODABLE_RECORD, GOOD.key(), Framed.of(20, record));
    }

    @Test
    void rejectsAnOrderWhoseSumCouldNotBeToldExactlyAndLeavesTheTotalsAlone() {
        job.send(GOOD);
        job.results();
        job.schemas.put(21, withDecimal(60, 2));
        TestOrder huge = new TestOrder("huge", "c", new BigDecimal("9".repeat(37) + ".00"), GOOD.at());
        assertRejected(Reason.OUT_OF_RANGE, GOOD.key(), Framed.of(21, huge.record(withDecimal(60, 2))));
        job.schemas.put(22, withDecimal(18, 3));
        TestOrder fine = new TestOrder("fine", "c", new BigDecimal("0.001"), GOOD.at());
        assertRejected(Reason.OUT_OF_RANGE, GOOD.key(), Framed.of(22, fine.record(withDecimal(18, 3))));
    }

    @Test
    void readsOrdersOfALaterVersionWithAFieldMoreAndFinerDecimals() {
        Schema later = withDecimal(18, 4);
        job.schemas.put(23, later);
        GenericRecord order = new TestOrder("o", "c", new BigDecimal("1.5000"), GOOD.at()).record(later);
        order.put("coupon", "XMAS");
        job.send(GOOD);
        job.send(GOOD.key(), Framed.of(23, order), GOOD.headers(JobDriver.RECEIVED));
        List<TestRecord<byte[], byte[]>> results = job.results();
        assertThat(results).hasSize(2);
        assertThat(TestTotals.Result.of(results.getLast().value()).totals().sum())
                .isEqualTo(new BigDecimal("13.84"));
        assertThat(job.rejected()).isEmpty();
    }

    @Test
    void registryThatIsDownMakesNoPoison() {
        job.registryDown = true;
        assertThatThrownBy(() -> job.send(GOOD)).hasRootCauseInstanceOf(RegistryUnavailableException.class);
        assertThat(job.rejected()).isEmpty();
        assertThat(job.results()).isEmpty();
    }

    /** Sends the poison and then a good order, of which there must be a result with nothing of the poison in it. */
    private void assertRejected(Reason reason, byte @Nullable [] key, byte @Nullable [] value) {
        long before = job.metered.stream().filter("result"::equals).count();
        job.send(key, value, GOOD.headers(JobDriver.RECEIVED));
        job.send(GOOD);
        assertThat(job.rejected())
                .singleElement()
                .satisfies(record -> assertThat(
                                RejectedEvent.decode(record.value()).reason())
                        .isEqualTo(reason));
        assertThat(job.results()).singleElement().satisfies(result -> {
            TestTotals totals = TestTotals.Result.of(result.value()).totals();
            assertThat(totals.count()).isEqualTo(before + 1);
            assertThat(totals.sum()).isEqualTo(GOOD.total().multiply(BigDecimal.valueOf(before + 1)));
        });
    }

    private static Schema withDecimal(int precision, int scale) {
        String text = TestOrder.SCHEMA
                .toString()
                .replace("\"precision\":18,\"scale\":2", "\"precision\":" + precision + ",\"scale\":" + scale)
                .replace(
                        "{\"name\":\"created_at\"",
                        "{\"name\":\"coupon\",\"type\":[\"null\",\"string\"],\"default\":null},{\"name\":\"created_at\"");
        return new Schema.Parser().parse(text);
    }
}
