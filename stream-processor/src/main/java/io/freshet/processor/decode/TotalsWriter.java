package io.freshet.processor.decode;

import io.freshet.model.WireFormat;
import io.freshet.processor.window.OrderTotals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes results of the type {@code customer-order-totals} in the wire format. Safe for any number of threads. */
public final class TotalsWriter {
    private static final String SUM = "order_total";

    private final Schema schema;
    private final int schemaId;
    private final LogicalTypes.Decimal decimal;

    /** @throws IllegalArgumentException where the schema's sum is no decimal */
    public TotalsWriter(Schema schema, int schemaId) {
        this.schema = schema;
        this.schemaId = schemaId;
        if (!(schema.getField(SUM).schema().getLogicalType() instanceof LogicalTypes.Decimal type)) {
            throw new IllegalArgumentException(SUM + " of the result type must be a decimal");
        }
        this.decimal = type;
    }

    /**
     * The result, unless the sum cannot be written exactly: more fractional digits than the result type has, or too large for
     * it.
     */
    public Optional<byte[]> write(String customer, long windowStart, long windowEnd, OrderTotals totals) {
        return exact(totals.sum()).map(sum -> {
            GenericRecord result = new GenericData.Record(schema);
            result.put("customer_id", customer);
            result.put("window_start", windowStart);
            result.put("window_end", windowEnd);
            result.put("order_count", totals.count());
            result.put(SUM, ByteBuffer.wrap(sum.unscaledValue().toByteArray()));
            result.put("last_order_at", totals.lastOrderAt());
            return framed(result);
        });
    }

    private Optional<BigDecimal> exact(BigDecimal sum) {
        BigDecimal shortest = sum.stripTrailingZeros();
        if (shortest.scale() > decimal.getScale()) {
            return Optional.empty();
        }
        BigDecimal scaled = shortest.setScale(decimal.getScale(), RoundingMode.UNNECESSARY);
        return scaled.precision() > decimal.getPrecision() ? Optional.empty() : Optional.of(scaled);
    }

    private byte[] framed(GenericRecord result) {
        byte[] header = new byte[WireFormat.HEADER_BYTES];
        WireFormat.writeHeader(header, 0, schemaId);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try {
            bytes.write(header);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(schema).write(result, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }
}
