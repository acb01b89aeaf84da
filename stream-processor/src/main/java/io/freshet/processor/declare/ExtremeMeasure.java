package io.freshet.processor.declare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The least or the greatest value. */
record ExtremeMeasure(String name, Argument argument, boolean greatest) implements Measure {
    @Override
    public List<ResultField> fields() {
        Field field = argument.field();
        return List.of(
                new ResultField(name, Avro.of(new Field(name, field.type(), field.scale(), !argument.always()))));
    }

    @Override
    public Accumulator start() {
        return new Extreme(null);
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        return new Extreme(ValueCodec.read(in));
    }

    @Override
    public long maxStateBytes() {
        return argument.field().type() == FieldType.STRING ? Argument.MAX_TEXT_BYTES : 32;
    }

    private final class Extreme implements Accumulator {
        private @Nullable Object value;

        Extreme(@Nullable Object value) {
            this.value = value;
        }

        @Override
        public @Nullable Failure check(Row row) {
            return argument.checkKept(row);
        }

        @Override
        public void add(Row row) {
            take(argument.value(row));
        }

        @Override
        public void merge(Accumulator other) {
            take(((Extreme) other).value);
        }

        private void take(@Nullable Object candidate) {
            if (candidate != null && (value == null || beats(ValueOrder.compare(candidate, value)))) {
                value = candidate;
            }
        }

        private boolean beats(int comparison) {
            return greatest ? comparison > 0 : comparison < 0;
        }

        @Override
        public @Nullable Object[] result() {
            return new @Nullable Object[] {value};
        }

        @Override
        public void write(DataOutput out) throws IOException {
            ValueCodec.write(value, out);
        }
    }
}
