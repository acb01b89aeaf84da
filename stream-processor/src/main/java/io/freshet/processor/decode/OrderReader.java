package io.freshet.processor.decode;

import io.freshet.model.Reason;
import io.freshet.model.WireFormat;
import io.freshet.processor.decode.Decoded.Order;
import io.freshet.processor.decode.Decoded.Undecodable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders that were written by one schema: decodes by that schema and takes the fields by their names, so that fields
 * which come later, and schemas of another name, do no harm. One per stream task thread; not safe for several.
 */
final class OrderReader {
    static final String CUSTOMER = "customer_id";
    static final String TOTAL = "order_total";
    /** No amount of money is longer; a longer one would make every sum that holds it slow. */
    private static final int MAX_PRECISION = 1_000;

    private final Schema writer;
    private final GenericDatumReader<GenericRecord> reader;
    private final LogicalTypes.@Nullable Decimal decimal;
    private @Nullable BinaryDecoder reused;

    OrderReader(Schema writer) {
        this.writer = writer;
        this.reader = new GenericDatumReader<>(writer);
        this.decimal = isRecordWith(writer, CUSTOMER) && isRecordWith(writer, TOTAL)
                ? Decimals.in(writer.getField(TOTAL).schema())
                : null;
    }

    Decoded read(byte[] framed) {
        if (decimal == null) {
            return undecodable("the schema " + writer.getName() + " has no " + CUSTOMER + " and decimal " + TOTAL);
        }
        try {
            int length = framed.length - WireFormat.HEADER_BYTES;
            reused = DecoderFactory.get().binaryDecoder(framed, WireFormat.HEADER_BYTES, length, reused);
            GenericRecord order = reader.read(null, new LengthCheckedDecoder(reused, length));
            return reused.isEnd() ? order(order, decimal) : undecodable("bytes follow the end of the record");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro answers broken bytes with many kinds of exception; a list of itself, nested deep enough, with the
            // last.
            return undecodable("the bytes are not Avro of the schema " + writer.getName());
        }
    }

    private static Decoded order(GenericRecord order, LogicalTypes.Decimal decimal) throws IOException {
        String customer = order.get(CUSTOMER) instanceof Utf8 utf8 ? strict(utf8) : "";
        BigDecimal total = Decimals.read(order.get(TOTAL), decimal);
        if (customer.isEmpty()) {
            return new Undecodable(Reason.MISSING_FIELD, CUSTOMER + " is missing or empty");
        }
        if (total == null) {
            return new Undecodable(Reason.MISSING_FIELD, TOTAL + " is missing");
        }
        return total.precision() > MAX_PRECISION
                ? new Undecodable(Reason.OUT_OF_RANGE, TOTAL + " has more than " + MAX_PRECISION + " digits")
                : new Order(customer, total);
    }

    /** Broken UTF-8 must not become replacement characters: two customers could become one. */
    private static String strict(Utf8 text) throws CharacterCodingException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(), 0, text.getByteLength());
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }

    private static boolean isRecordWith(Schema schema, String field) {
        return schema.getType() == Schema.Type.RECORD && schema.getField(field) != null;
    }

    private static Undecodable undecodable(String detail) {
        return new Undecodable(Reason.UNDECODABLE_RECORD, detail);
    }
}
