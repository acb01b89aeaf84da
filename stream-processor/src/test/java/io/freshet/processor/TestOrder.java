package io.freshet.processor;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventHeaders;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** An order as a test sends it. */
public record TestOrder(String id, String customer, BigDecimal total, Instant at) {
    public static final Schema SCHEMA =
            BuiltInTypes.get(BuiltInTypes.ORDER_EVENTS).schema();

    /** Orders of several customers over {@code hours} hours from {@code start}, in no order of time; the same for the same seed. */
    public static List<TestOrder> random(long seed, int count, int customers, Instant start, int hours) {
        Random random = new Random(seed);
        List<TestOrder> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long millis = random.nextLong(hours * 3_600_000L);
            // One in ten exactly on the hour, where a window ends and the next begins.
            Instant at = start.plusMillis(random.nextInt(10) == 0 ? millis - millis % 3_600_000L : millis);
            BigDecimal total = BigDecimal.valueOf(random.nextLong(-5_000, 1_000_000_000_000_000L), 2);
            orders.add(new TestOrder("o-" + i, "c-" + random.nextInt(customers), total, at));
        }
        return orders;
    }

    public byte[] key() {
        return customer.getBytes(StandardCharsets.UTF_8);
    }

    public GenericRecord record(Schema schema) {
        GenericRecord order = new GenericData.Record(schema);
        order.put("order_id", id);
        order.put("customer_id", customer);
        order.put("order_status", "CREATED");
        order.put("order_total", ByteBuffer.wrap(total.unscaledValue().toByteArray()));
        order.put("created_at", at.toEpochMilli());
        return order;
    }

    public byte[] value(int schemaId) {
        return Framed.of(schemaId, record(SCHEMA));
    }

    public Headers headers(Instant receivedAt) {
        return headers(at.toString(), receivedAt);
    }

    public Headers headers(String ceTime, Instant receivedAt) {
        return new RecordHeaders()
                .add(EventHeaders.ID, utf8(id))
                .add(EventHeaders.SOURCE, utf8(EventHeaders.DEFAULT_SOURCE))
                .add(EventHeaders.TYPE, utf8(BuiltInTypes.ORDER_EVENTS))
                .add(EventHeaders.TIME, utf8(ceTime))
                .add(EventHeaders.RECEIVED_AT, utf8(receivedAt.toString()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
