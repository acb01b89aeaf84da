package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.EventHeaders;
import io.freshet.model.WireFormat;
import io.freshet.processor.Ledger;
import io.freshet.processor.TestOrder;
import io.freshet.processor.TestTotals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalOrdersTest {
    private static final Duration GRACE = Duration.ofDays(2);

    private JobDriver job;

    @BeforeEach
    void start(@TempDir Path stateDir) {
        job = new JobDriver(stateDir, GRACE);
    }

    @AfterEach
    void stop() {
        job.close();
    }

    @Test
    void totalsEqualTheBatchCalculationWhateverTheOrder() {
        List<TestOrder> orders = TestOrder.random(42, 800, 5, Instant.parse("2026-11-18T00:00:00Z"), 40);
        orders.forEach(job::send);
        Ledger ledger = new Ledger();
        job.results().forEach(result -> ledger.take(result.value()));
        assertThat(ledger.orders()).isEqualTo(orders.size());
        assertThat(ledger.totals()).isEqualTo(TestTotals.batch(orders));
        assertThat(job.late()).isEmpty();
        assertThat(job.rejected()).isEmpty();
    }

    @Test
    void countsOrdersOfBefore1970() {
        List<TestOrder> orders = TestOrder.random(1, 200, 2, Instant.parse("1926-11-18T00:00:00Z"), 20);
        orders.forEach(job::send);
        Ledger ledger = new Ledger();
        job.results().forEach(result -> ledger.take(result.value()));
        assertThat(ledger.totals()).isEqualTo(TestTotals.batch(orders));
    }

    @Test
    void resultIsACloudEventWithAnIdOfItsContent() {
        job.send(order("a", "2026-11-20T09:15:00Z"));
        TestRecord<byte[], byte[]> result = job.results().getFirst();
        assertThat(result.key()).isEqualTo("c".getBytes(StandardCharsets.UTF_8));
        assertThat(WireFormat.schemaId(result.value())).isEqualTo(JobDriver.RESULT_SCHEMA);
        assertThat(header(result, EventHeaders.SPEC_VERSION)).isEqualTo("1.0");
        assertThat(header(result, EventHeaders.SOURCE)).isEqualTo("/freshet/jobs/customer-order-totals");
        assertThat(header(result, EventHeaders.TYPE)).isEqualTo("customer-order-totals");
        assertThat(header(result, EventHeaders.SUBJECT)).isEqualTo("c");
        assertThat(header(result, EventHeaders.TIME)).isEqualTo("2026-11-20T09:15:00Z");
        assertThat(header(result, EventHeaders.RECEIVED_AT)).isEqualTo(JobDriver.RECEIVED.toString());
        assertThat(header(result, EventHeaders.TIME_FLAG)).isEqualTo("ok");
        assertThat(header(result, EventHeaders.ID)).isEqualTo("6f0b701f-54ea-354e-b3ee-48f525ff366c");
    }

    @Test
    void closesAWindowAGraceAfterItsEndAndSendsWhatComesLaterToTheLateTopicAsItCame() {
        job.send(order("first", "2026-11-17T05:30:00Z"));
        // One millisecond before the window of 05:00 to 06:00 closes.
        job.send(order("almost", "2026-11-19T05:59:59.999Z"));
        job.send(order("in time", "2026-11-17T05:59:59.999Z"));
        assertThat(job.openWindows()).isEqualTo(2);
        assertThat(job.results()).hasSize(3);

        job.send(order("closes it", "2026-11-19T06:00:00Z"));
        assertThat(job.openWindows()).isEqualTo(2);
        TestOrder tooLate = order("too late", "2026-11-17T05:59:59.999Z");
        job.send(tooLate);

        assertThat(job.results()).hasSize(1);
        TestRecord<byte[], byte[]> late = job.late().getFirst();
        assertThat(late.key()).isEqualTo(tooLate.key());
        assertThat(late.value()).isEqualTo(tooLate.value(JobDriver.ORDERS_SCHEMA));
        assertThat(header(late, EventHeaders.ID)).isEqualTo("too late");
        assertThat(header(late, EventHeaders.TIME)).isEqualTo("2026-11-17T05:59:59.999Z");
        assertThat(header(late, LateRecords.WINDOW_START)).isEqualTo("2026-11-17T05:00:00Z");
        assertThat(header(late, LateRecords.WINDOW_END)).isEqualTo("2026-11-17T06:00:00Z");
        assertThat(header(late, LateRecords.WATERMARK)).isEqualTo("2026-11-19T06:00:00Z");
        assertThat(header(late, LateRecords.POSITION)).isEqualTo("order-events/0/4");
        assertThat(job.metered).containsExactly("result", "result", "result", "result", "dropped 1", "late");
    }

    @Test
    void keepsNoMoreStateThanTheGraceAsks() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int hour = 0; hour < 200; hour++) {
            job.send(order("o-" + hour, start.plusSeconds(3_600L * hour).toString()));
            assertThat(job.openWindows()).isLessThanOrEqualTo(49);
        }
        assertThat(job.results()).hasSize(200);
    }

    @Test
    void clockACenturyAheadNeitherStopsTheJobNorMakesTheOthersLate() {
        TestOrder ahead = order("ahead", "2126-11-20T10:00:00Z");
        job.send(ahead);
        job.send(order("punctual", "2026-11-19T10:00:00Z"));
        List<TestRecord<byte[], byte[]>> results = job.results();
        assertThat(results).hasSize(2);
        assertThat(TestTotals.Result.of(results.getFirst().value()).start()).isEqualTo(JobDriver.RECEIVED);
        assertThat(header(results.getFirst(), EventHeaders.TIME_FLAG)).isEqualTo("clamped");
        assertThat(job.clock().watermark()).isEqualTo(JobDriver.RECEIVED.toEpochMilli());
        assertThat(job.late()).isEmpty();
    }

    @Test
    void clockACenturyBehindIsLateAndMovesNothing() {
        job.send(order("punctual", "2026-11-20T09:00:00Z"));
        job.send(order("behind", "1926-11-20T09:00:00Z"));
        assertThat(job.late()).hasSize(1);
        assertThat(job.results()).hasSize(1);
        assertThat(job.clock().watermark())
                .isEqualTo(Instant.parse("2026-11-20T09:00:00Z").toEpochMilli());
    }

    private static TestOrder order(String id, String at) {
        return new TestOrder(id, "c", new BigDecimal("12.34"), Instant.parse(at));
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
