package io.freshet.processor.topology;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.Reason;
import io.freshet.processor.TestOrder;
import io.freshet.processor.decode.TotalsWriter;
import io.freshet.processor.decode.WriterSchemas;
import io.freshet.processor.watermark.PartitionClock;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The job on one partition, without a broker. */
final class JobDriver implements AutoCloseable, WriterSchemas {
    static final int ORDERS_SCHEMA = 7;
    static final int RESULT_SCHEMA = 8;
    static final int REJECTED_SCHEMA = 9;
    static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:00Z");

    final Map<Integer, Schema> schemas = new HashMap<>(Map.of(ORDERS_SCHEMA, TestOrder.SCHEMA));
    final List<String> metered = new ArrayList<>();
    boolean registryDown;

    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> orders;

    JobDriver(Path stateDir, Duration grace) {
        CustomerOrderTotals job = new CustomerOrderTotals(
                this,
                new TotalsWriter(
                        BuiltInTypes.get(BuiltInTypes.CUSTOMER_ORDER_TOTALS).schema(), RESULT_SCHEMA),
                new RejectedRecords(REJECTED_SCHEMA, Map.of(CustomerOrderTotals.SOURCE_TOPIC, "topic-id")),
                new ListingMeter(metered),
                grace);
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(job.topology(), settings);
        orders = driver.createInputTopic(
                CustomerOrderTotals.SOURCE_TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Optional<Schema> byId(int id) {
        if (registryDown) {
            throw new RegistryUnavailableException("the registry is down");
        }
        return Optional.ofNullable(schemas.get(id));
    }

    void send(TestOrder order) {
        send(order.key(), order.value(ORDERS_SCHEMA), order.headers(RECEIVED));
    }

    void send(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        orders.pipeInput(new TestRecord<>(key, value, headers, RECEIVED.plusMillis(5)));
    }

    List<TestRecord<byte[], byte[]>> results() {
        return read(CustomerOrderTotals.RESULT_TOPIC);
    }

    List<TestRecord<byte[], byte[]>> late() {
        return read(CustomerOrderTotals.LATE_TOPIC);
    }

    List<TestRecord<byte[], byte[]>> rejected() {
        return read(CustomerOrderTotals.REJECTED_TOPIC);
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        TestOutputTopic<byte[], byte[]> out =
                driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return out.readRecordsToList();
    }

    /** How many windows the state holds. */
    int openWindows() {
        int count = 0;
        try (var windows =
                driver.getKeyValueStore(CustomerOrderTotals.STORES.windows()).all()) {
            while (windows.hasNext()) {
                windows.next();
                count++;
            }
        }
        return count;
    }

    PartitionClock clock() {
        return driver.<Integer, PartitionClock>getKeyValueStore(CustomerOrderTotals.STORES.clock())
                .get(0);
    }

    @Override
    public void close() {
        driver.close();
    }

    private record ListingMeter(List<String> metered) implements JobMeter {
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
            metered.add("dropped " + count);
        }

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
        public void watermark(int task, long time) {}

        @Override
        public void gone(int task) {}
    }
}
