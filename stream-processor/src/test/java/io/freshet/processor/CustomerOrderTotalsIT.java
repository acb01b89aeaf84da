package io.freshet.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.part.HttpReadiness;
import io.freshet.local.types.EventTypes;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import io.freshet.model.WireFormat;
import io.freshet.processor.topology.CustomerOrderTotals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged processor against a real broker and a real registry. */
class CustomerOrderTotalsIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    private ProcessorStack stack;
    private Topics topics;
    private Schemas schemas;

    @BeforeEach
    void start(@TempDir Path directory) {
        stack = new ProcessorStack(directory);
        topics = new Topics(stack.kafka().bootstrapServers());
        schemas = new Schemas(stack.registry().url(), directory.resolve("test-schemas"));
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 12})
    void totalsEqualTheBatchCalculation(int partitions) throws Exception {
        topics.create(partitions, CustomerOrderTotals.topics());
        int id = schemas.registerBuiltIns();
        stack.startProcessor("-Dfreshet.processor.threads=2").awaitReady();
        List<TestOrder> orders = TestOrder.random(partitions, 20_000, 60, daysAgo(4), 72);
        send(orders, id);
        Ledger ledger = new Ledger();
        try (Topics.Reader results = topics.reader(CustomerOrderTotals.RESULT_TOPIC)) {
            results.read(orders.size(), SOON).forEach(result -> ledger.take(result.value()));
            // Nothing comes after the last one.
            assertThat(results.read(1, Duration.ofSeconds(2))).isEmpty();
        }
        assertThat(ledger.totals()).isEqualTo(TestTotals.batch(orders));
        assertThat(recordsOf(CustomerOrderTotals.LATE_TOPIC)).isEmpty();
        assertThat(recordsOf(CustomerOrderTotals.REJECTED_TOPIC)).isEmpty();
    }

    @Test
    void killedAgainAndAgainItCountsEveryOrderOnce() throws Exception {
        topics.create(4, CustomerOrderTotals.topics());
        int id = schemas.registerBuiltIns();
        stack.startProcessor().awaitReady();
        List<TestOrder> orders = TestOrder.random(9, 24_000, 30, daysAgo(4), 72);
        Ledger ledger = new Ledger();
        try (Topics.Reader results = topics.reader(CustomerOrderTotals.RESULT_TOPIC)) {
            int rounds = 3;
            int share = orders.size() / rounds;
            for (int round = 0; round < rounds; round++) {
                send(orders.subList(round * share, (round + 1) * share), id);
                // In the middle of the work, with a transaction open.
                Predicate<List<ConsumerRecord<byte[], byte[]>>> some = read -> read.size() > 500;
                results.read(SOON, some).forEach(result -> ledger.take(result.value()));
                stack.killProcessor();
                if (round == 1) {
                    stack.deleteState();
                }
                stack.startProcessor();
            }
            long missing = orders.size() - ledger.orders();
            results.read((int) missing, SOON).forEach(result -> ledger.take(result.value()));
            assertThat(results.read(1, Duration.ofSeconds(3))).isEmpty();
        }
        assertThat(ledger.totals()).isEqualTo(TestTotals.batch(orders));
    }

    @Test
    void brokerKilledInTheMiddleDelaysTheTotalsAndNoMore() throws Exception {
        topics.create(4, CustomerOrderTotals.topics());
        int id = schemas.registerBuiltIns();
        stack.startProcessor().awaitReady();
        List<TestOrder> orders = TestOrder.random(5, 8_000, 30, daysAgo(4), 72);
        Ledger ledger = new Ledger();
        send(orders, id);
        try (Topics.Reader results = topics.reader(CustomerOrderTotals.RESULT_TOPIC)) {
            results.read(SOON, read -> !read.isEmpty()).forEach(result -> ledger.take(result.value()));
            stack.kafka().kill();
            await().atMost(SOON)
                    .until(() -> !HttpReadiness.ok(stack.health("ready")).isReady());
            stack.kafka().restart();
            long missing = orders.size() - ledger.orders();
            results.read((int) missing, SOON).forEach(result -> ledger.take(result.value()));
        }
        assertThat(ledger.totals()).isEqualTo(TestTotals.batch(orders));
        stack.awaitReady();
    }

    @Test
    void lateAndPoisonedAndMistimedRecordsGoTheirWaysAndHoldNobodyUp() throws Exception {
        topics.create(1, CustomerOrderTotals.topics());
        int id = schemas.registerBuiltIns();
        stack.startProcessor("-Dfreshet.processor.grace=1h").awaitReady();
        Instant hour = daysAgo(1);
        Instant now = Instant.now();
        try (Topics.Writer writer = topics.writer()) {
            TestOrder early = order("early", hour);
            send(writer, order("now", hour.plus(5, ChronoUnit.HOURS)), id);
            send(writer, early, id);
            writer.send(CustomerOrderTotals.SOURCE_TOPIC, early.key(), new byte[] {1, 2}, early.headers(now));
            writer.send(CustomerOrderTotals.SOURCE_TOPIC, early.key(), early.value(99_999), early.headers(now));
            TestOrder ahead = order("ahead", now);
            writer.send(
                    CustomerOrderTotals.SOURCE_TOPIC,
                    ahead.key(),
                    ahead.value(id),
                    ahead.headers("2126-01-01T00:00:00Z", now));
            TestOrder behind = order("behind", now);
            writer.send(
                    CustomerOrderTotals.SOURCE_TOPIC,
                    behind.key(),
                    behind.value(id),
                    behind.headers("1926-01-01T00:00:00Z", now));
            send(writer, order("last", now), id);
        }
        List<ConsumerRecord<byte[], byte[]>> results = read(CustomerOrderTotals.RESULT_TOPIC, 3);
        assertThat(results.stream()
                        .map(result ->
                                TestTotals.Result.of(result.value()).totals().count()))
                .containsExactly(1L, 1L, 2L);
        assertThat(header(results.get(1), EventHeaders.TIME)).isEqualTo(now.toString());
        List<ConsumerRecord<byte[], byte[]>> late = read(CustomerOrderTotals.LATE_TOPIC, 2);
        assertThat(late.stream().map(record -> header(record, EventHeaders.ID))).containsExactly("early", "behind");
        assertThat(WireFormat.schemaId(late.getFirst().value())).isEqualTo(id);
        List<ConsumerRecord<byte[], byte[]>> rejected = read(CustomerOrderTotals.REJECTED_TOPIC, 2);
        for (ConsumerRecord<byte[], byte[]> record : rejected) {
            assertThat(RejectedEvent.decode(record.value()).reason()).isEqualTo(Reason.UNDECODABLE_RECORD);
        }
        assertThat(stack.isAlive()).isTrue();
    }

    @Test
    void waitsForTopicsAndSchemasAndSaysSo() throws Exception {
        stack.startProcessor();
        awaitDetail("waiting for topics");
        topics.create(4, CustomerOrderTotals.topics());
        awaitDetail("waiting for the schema");
        int id = schemas.registerBuiltIns();
        stack.awaitReady();
        send(List.of(order("o", Instant.now())), id);
        assertThat(read(CustomerOrderTotals.RESULT_TOPIC, 1)).hasSize(1);
    }

    @Test
    void orderOfANewVersionWaitsForARegistryThatIsAway() throws Exception {
        topics.create(1, CustomerOrderTotals.topics());
        int id = schemas.registerBuiltIns();
        Schema evolved = new Schema.Parser()
                .parse(TestOrder.SCHEMA
                        .toString()
                        .replace(
                                "\"fields\":[",
                                "\"fields\":[{\"name\":\"coupon\",\"type\":[\"null\",\"string\"],\"default\":null},"));
        int next = schemas.register(BuiltInTypes.get(BuiltInTypes.ORDER_EVENTS).subject(), evolved);
        assertThat(next).isNotEqualTo(id);
        stack.startProcessor().awaitReady();
        send(List.of(order("old", Instant.now())), id);
        assertThat(read(CustomerOrderTotals.RESULT_TOPIC, 1)).hasSize(1);
        stack.registry().kill();
        TestOrder order = order("new", Instant.now());
        try (Topics.Writer writer = topics.writer()) {
            GenericRecord value = order.record(evolved);
            writer.send(
                    CustomerOrderTotals.SOURCE_TOPIC,
                    order.key(),
                    Framed.of(next, value),
                    order.headers(Instant.now()));
        }
        assertThat(recordsOf(CustomerOrderTotals.REJECTED_TOPIC)).isEmpty();
        stack.registry().restart();
        assertThat(read(CustomerOrderTotals.RESULT_TOPIC, 2)).hasSize(2);
        assertThat(recordsOf(CustomerOrderTotals.REJECTED_TOPIC)).isEmpty();
    }

    @Test
    void stopsCleanlyAndGoesOnAtOnce() throws Exception {
        EventTypes.installBuiltIns(stack.kafka().bootstrapServers(), schemas.registry());
        int id = schemas.registerBuiltIns();
        stack.startProcessor().awaitReady();
        send(List.of(order("a", Instant.now())), id);
        assertThat(read(CustomerOrderTotals.RESULT_TOPIC, 1)).hasSize(1);
        stack.stopProcessor();
        send(List.of(order("b", Instant.now())), id);
        long start = System.nanoTime();
        stack.startProcessor().awaitReady();
        assertThat(read(CustomerOrderTotals.RESULT_TOPIC, 2)).hasSize(2);
        // Less than the session of the one before would take to expire, and the time to start.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    private static TestOrder order(String id, Instant at) {
        return new TestOrder(id, "c", new BigDecimal("1.10"), at);
    }

    private void awaitDetail(String detail) {
        await().atMost(SOON).until(() -> HealthText.of(stack.health("ready")).contains(detail));
        assertThat(stack.isAlive()).isTrue();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        try (Topics.Reader reader = topics.reader(topic)) {
            return reader.read(count, SOON);
        }
    }

    private static void send(Topics.Writer writer, TestOrder order, int schemaId) {
        writer.send(CustomerOrderTotals.SOURCE_TOPIC, order.key(), order.value(schemaId), order.headers(Instant.now()));
    }

    private void send(List<TestOrder> orders, int schemaId) {
        try (Topics.Writer writer = topics.writer()) {
            orders.forEach(order -> send(writer, order, schemaId));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> recordsOf(String topic) {
        try (Topics.Reader reader = topics.reader(topic)) {
            return reader.read(1, Duration.ofSeconds(1));
        }
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    }
}
