package io.freshet.processor.topology;

import io.freshet.model.EventHeaders;
import io.freshet.model.EventTime;
import io.freshet.model.Reason;
import io.freshet.processor.declare.Failure;
import io.freshet.processor.decode.Decoded.Order;
import io.freshet.processor.decode.Decoded.Undecodable;
import io.freshet.processor.decode.OrderDecoder;
import io.freshet.processor.decode.TotalsWriter;
import io.freshet.processor.state.JobStores;
import io.freshet.processor.state.OpenWindows;
import io.freshet.processor.state.PartitionClocks;
import io.freshet.processor.state.WindowKey;
import io.freshet.processor.watermark.PartitionClock;
import io.freshet.processor.watermark.RecordTime;
import io.freshet.processor.window.OrderTotals;
import io.freshet.processor.window.TumblingWindows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds every order to its customer's window and tells the new totals. Each record goes exactly one of three ways: into the
 * totals (one result), to the late topic, or to the rejected ones. One per stream task, called by its thread; may wait for
 * the registry.
 */
final class TotalOrders implements Processor<byte[], byte[], byte[], byte[]> {
    /** Closed windows deleted per event: more than one event can open, so the rest never grows. */
    private static final int DROPS_PER_EVENT = 1_000;

    private final OrderDecoder decoder;
    private final TotalsWriter writer;
    private final RejectedRecords rejected;
    private final JobMeter meter;
    private final JobStores stores;
    private final TumblingWindows tumbling;
    private final long graceMillis;
    private final OrderResultRecords results;

    private ProcessorContext<byte[], byte[]> context;
    private OpenWindows windows;
    private PartitionClocks clocks;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    TotalOrders(CustomerOrderTotals job, OrderDecoder decoder) {
        this.decoder = decoder;
        this.writer = job.writer();
        this.rejected = job.rejected();
        this.meter = job.meter();
        this.stores = CustomerOrderTotals.STORES;
        this.tumbling = CustomerOrderTotals.WINDOWS;
        this.graceMillis = job.grace().toMillis();
        this.results = new OrderResultRecords(CustomerOrderTotals.NAME);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.windows = stores.openWindows(context, tumbling.sizeMillis());
        this.clocks = stores.partitionClocks(context);
    }

    @Override
    public void process(Record<byte[], byte[]> kafka) {
        SourceRecord record = SourceRecord.of(kafka, context.recordMetadata().orElseThrow());
        switch (decoder.decode(kafka.value())) {
            case Order order
            when !isKeyOf(order, kafka.key()) ->
                reject(record, new Undecodable(Reason.INVALID_KEY, "the record's key is not the customer's id"));
            case Order order -> place(record, order);
            case Undecodable why -> reject(record, why);
        }
    }

    /** Another key may stand in another partition, beside a part of the same customer's orders: both totals would be wrong. */
    private static boolean isKeyOf(Order order, byte[] key) {
        return Arrays.equals(order.customerId().getBytes(StandardCharsets.UTF_8), key);
    }

    private void place(SourceRecord record, Order order) {
        EventTime time = RecordTime.of(
                record.header(EventHeaders.TIME), record.header(EventHeaders.RECEIVED_AT), record.appendedAt());
        int partition = record.partition();
        PartitionClock before = clocks.of(partition);
        long at = time.time().toEpochMilli();
        PartitionClock clock = before.after(at, graceMillis);
        long start = tumbling.startOf(at);
        if (clock.isClosed(tumbling.endOf(start))) {
            context.forward(
                    LateRecords.of(
                            record,
                            new TaskContext.Lateness(
                                    start,
                                    tumbling.endOf(start),
                                    1,
                                    0,
                                    clock.watermark(),
                                    clock.horizon() - tumbling.endOf(start))),
                    CustomerOrderTotals.LATE);
            meter.late();
        } else if (!add(record, order, time, start)) {
            return;
        }
        if (!clock.equals(before)) {
            clocks.put(partition, clock);
        }
        int dropped = windows.drop(clock.horizon(), DROPS_PER_EVENT);
        if (dropped > 0) {
            meter.windowsClosed(dropped);
        }
    }

    private boolean add(SourceRecord record, Order order, EventTime time, long start) {
        WindowKey key = new WindowKey(start, order.customerId());
        OrderTotals totals = windows.find(key).plus(order.total(), time.time().toEpochMilli());
        Optional<byte[]> value = writer.write(order.customerId(), start, tumbling.endOf(start), totals);
        if (value.isEmpty()) {
            reject(record, new Undecodable(Reason.OUT_OF_RANGE, "with this order the sum could not be told exactly"));
            return false;
        }
        windows.put(key, totals);
        context.forward(
                results.of(record, time, order.customerId(), start, totals.count(), value.get()),
                CustomerOrderTotals.RESULTS);
        meter.result();
        return true;
    }

    private void reject(SourceRecord record, Undecodable why) {
        context.forward(
                rejected.undecodable(record, new Failure(why.reason(), why.detail())), CustomerOrderTotals.REJECTED);
        meter.rejected(why.reason());
    }
}
