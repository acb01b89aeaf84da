package io.freshet.processor;

import io.freshet.model.BuiltInTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** One customer's hour, from the batch calculation or from a result. */
public record TestTotals(long count, BigDecimal sum, Instant lastOrderAt) {
    private static final Schema SCHEMA =
            BuiltInTypes.get(BuiltInTypes.CUSTOMER_ORDER_TOTALS).schema();

    /** The oracle: sorts all orders into hours at once, by the calendar, and adds each heap up. Shares nothing with the job. */
    public static Map<String, TestTotals> batch(Collection<TestOrder> orders) {
        Map<String, List<TestOrder>> heaps = orders.stream()
                .collect(Collectors.groupingBy(
                        order -> name(order.customer(), order.at().truncatedTo(ChronoUnit.HOURS))));
        Map<String, TestTotals> totals = new TreeMap<>();
        heaps.forEach((name, heap) -> totals.put(
                name,
                new TestTotals(
                        heap.size(),
                        heap.stream().map(TestOrder::total).reduce(new BigDecimal("0.00"), BigDecimal::add),
                        heap.stream().map(TestOrder::at).max(Instant::compareTo).orElseThrow())));
        return totals;
    }

    public static String name(String customer, Instant windowStart) {
        return customer + " " + windowStart;
    }

    /** A result with the customer and window that it speaks of. */
    public record Result(String name, Instant start, Instant end, TestTotals totals) {
        public static Result of(byte[] value) {
            GenericRecord read = Framed.read(value, SCHEMA);
            ByteBuffer unscaled = (ByteBuffer) read.get("order_total");
            byte[] bytes = new byte[unscaled.remaining()];
            unscaled.get(bytes);
            Instant start = Instant.ofEpochMilli((Long) read.get("window_start"));
            return new Result(
                    TestTotals.name(read.get("customer_id").toString(), start),
                    start,
                    Instant.ofEpochMilli((Long) read.get("window_end")),
                    new TestTotals(
                            (Long) read.get("order_count"),
                            new BigDecimal(new BigInteger(bytes), 2),
                            Instant.ofEpochMilli((Long) read.get("last_order_at"))));
        }
    }
}
