package io.freshet.processor.decode;

import io.freshet.model.Reason;
import io.freshet.model.WireFormat;
import io.freshet.processor.declare.Failure;
import io.freshet.processor.declare.Field;
import io.freshet.processor.declare.FieldType;
import io.freshet.processor.declare.Layout;
import io.freshet.processor.decode.ValueReader.WrongTypeException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields that a job uses out of records that were written by one schema. Fields are taken by their names, so that
 * those that come later do no harm; one that the writer did not have yet has the default of the schema by which the job was
 * checked. One per stream task; not safe for several threads.
 */
final class RowReader {
    /** No amount of money is longer; a longer one would make every sum that holds it slow. */
    private static final int MAX_PRECISION = 1_000;

    private final Schema writer;
    private final Layout layout;
    private final GenericDatumReader<GenericRecord> reader;
    private final List<FieldPath> paths = new ArrayList<>();
    private @Nullable BinaryDecoder reused;

    RowReader(Schema writer, Schema checked, Layout layout) {
        this.writer = writer;
        this.layout = layout;
        this.reader = new GenericDatumReader<>(writer);
        for (int slot = 0; slot < layout.sourceFields(); slot++) {
            paths.add(FieldPath.of(layout.field(slot).name(), writer, checked));
        }
    }

    Values read(byte[] framed) {
        GenericRecord record;
        try {
            int length = framed.length - WireFormat.HEADER_BYTES;
            reused = DecoderFactory.get().binaryDecoder(framed, WireFormat.HEADER_BYTES, length, reused);
            record = reader.read(null, new LengthCheckedDecoder(reused, length));
            if (!reused.isEnd()) {
                return undecodable("bytes follow the end of the record");
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro answers broken bytes with many kinds of exception; a list of itself, nested deep enough, with the
            // last.
            return undecodable("the bytes are not Avro of the schema " + writer.getName());
        }
        return rowOf(record);
    }

    private Values rowOf(GenericRecord record) {
        @Nullable Object[] slots = new Object[layout.size()];
        for (int slot = 0; slot < paths.size(); slot++) {
            Field field = layout.field(slot);
            try {
                slots[slot] = paths.get(slot).read(record, field.type());
            } catch (WrongTypeException e) {
                return failed(Reason.UNDECODABLE_RECORD, field.name() + " is no " + field.type());
            } catch (IOException e) {
                return failed(Reason.UNDECODABLE_RECORD, field.name() + " is not UTF-8");
            }
            if (slots[slot] == null && !field.nullable()) {
                return failed(Reason.MISSING_FIELD, field.name() + " is missing");
            }
            if (field.type() == FieldType.DECIMAL
                    && slots[slot] instanceof BigDecimal decimal
                    && decimal.precision() > MAX_PRECISION) {
                return failed(Reason.OUT_OF_RANGE, field.name() + " has more than " + MAX_PRECISION + " digits");
            }
        }
        return new Values.Read(slots);
    }

    private static Values undecodable(String detail) {
        return failed(Reason.UNDECODABLE_RECORD, detail);
    }

    private static Values failed(Reason reason, String detail) {
        return new Values.Undecodable(new Failure(reason, detail));
    }
}
