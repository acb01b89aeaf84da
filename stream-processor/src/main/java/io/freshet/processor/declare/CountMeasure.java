package io.freshet.processor.declare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many events, or how many for which a condition holds. */
record CountMeasure(String name, Argument argument) implements Measure {
    @Override
    public List<ResultField> fields() {
        return List.of(new ResultField(name, Avro.of(FieldType.LONG, 0)));
    }

    @Override
    public Accumulator start() {
        return new Count(argument, 0);
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        return new Count(argument, in.readLong());
    }

    @Override
    public long maxStateBytes() {
        return Long.BYTES;
    }

    private static final class Count implements Accumulator {
        private final Argument argument;
        private long count;

        Count(Argument argument, long count) {
            this.argument = argument;
            this.count = count;
        }

        @Override
        public @Nullable Failure check(Row row) {
            return null;
        }

        @Override
        public void add(Row row) {
            if (argument.holds(row)) {
                count++;
            }
        }

        @Override
        public void merge(Accumulator other) {
            count += ((Count) other).count;
        }

        @Override
        public @Nullable Object[] result() {
            return new Object[] {count};
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(count);
        }
    }
}
