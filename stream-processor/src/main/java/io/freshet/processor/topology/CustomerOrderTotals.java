package io.freshet.processor.topology;

import io.freshet.processor.decode.OrderDecoder;
import io.freshet.processor.decode.TotalsWriter;
import io.freshet.processor.decode.WriterSchemas;
import io.freshet.processor.state.JobStores;
import io.freshet.processor.window.TumblingWindows;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The job {@code customer-order-totals}: orders per customer and hour, counted and summed up.
 *
 * <pre>
 * order-events ──▶ total ──▶ customer-order-totals
 *  (by customer)     │ └───▶ customer-order-totals.late
 *                    └─────▶ events.rejected
 * </pre>
 *
 * The source is keyed by customer, so nothing is repartitioned and a task's clock is that of its one source partition.
 *
 * @param grace how far the watermark may pass the end of a window before the window closes
 */
public record CustomerOrderTotals(
        WriterSchemas schemas, TotalsWriter writer, RejectedRecords rejected, JobMeter meter, Duration grace) {
    public static final String NAME = "customer-order-totals";
    public static final String SOURCE_TOPIC = "order-events";
    public static final String RESULT_TOPIC = NAME;
    public static final String LATE_TOPIC = NAME + ".late";
    public static final String REJECTED_TOPIC = "events.rejected";

    static final TumblingWindows WINDOWS = TumblingWindows.of(Duration.ofHours(1));
    static final JobStores STORES = JobStores.of(NAME);
    static final String RESULTS = "results";
    static final String LATE = "late";
    static final String REJECTED = "rejected";

    private static final String SOURCE = "orders";
    private static final String TOTAL = "total";

    /** The topics that must exist before the job can run. */
    public static Set<String> topics() {
        return Set.of(SOURCE_TOPIC, RESULT_TOPIC, LATE_TOPIC, REJECTED_TOPIC);
    }

    public Topology topology() {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        SOURCE,
                        new BrokerTime(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        SOURCE_TOPIC)
                .addProcessor(TOTAL, new Supplier(this), SOURCE)
                .addSink(RESULTS, RESULT_TOPIC, bytes, bytes, TOTAL)
                .addSink(LATE, LATE_TOPIC, bytes, bytes, TOTAL)
                .addSink(REJECTED, REJECTED_TOPIC, bytes, bytes, TOTAL);
    }

    private record Supplier(CustomerOrderTotals job) implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new TotalOrders(job, new OrderDecoder(job.schemas()));
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return STORES.builders();
        }
    }
}
