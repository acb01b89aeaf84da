package io.freshet.processor.declare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sum, or the average, of numbers: added up exactly, doubles too, so that neither the order of events nor the way windows are
 * merged changes a digit. An event that would make a sum too large for its type is refused; where a merge does, the result is null
 * and flagged.
 *
 * @param merging whether windows are merged
 */
record SumMeasure(String name, Argument argument, boolean average, boolean merging) implements Measure {
    /** Digits that an average has after those of its values. */
    private static final int MORE_DIGITS = 6;

    static int averageScale(int scale) {
        return Math.min(scale + MORE_DIGITS, Math.max(scale, Numbers.MAX_PRECISION / 2));
    }

    private FieldType type() {
        FieldType of = argument.field().type();
        return average && of == FieldType.LONG ? FieldType.DOUBLE : of;
    }

    private int scale() {
        int scale = argument.field().scale();
        return average && type() == FieldType.DECIMAL ? averageScale(scale) : scale;
    }

    @Override
    public List<ResultField> fields() {
        return List.of(new ResultField(name, Avro.of(new Field(name, type(), scale(), merging || !argument.always()))));
    }

    @Override
    public boolean flags() {
        return merging;
    }

    @Override
    public Accumulator start() {
        return new Sum(BigDecimal.ZERO, 0);
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        long count = in.readLong();
        return new Sum((BigDecimal) Objects.requireNonNull(ValueCodec.read(in)), count);
    }

    /** An exact sum of doubles has up to 2,100 binary digits. */
    @Override
    public long maxStateBytes() {
        return argument.field().type() == FieldType.DOUBLE ? 500 : 40;
    }

    private final class Sum implements Accumulator {
        private BigDecimal sum;
        private long count;

        Sum(BigDecimal sum, long count) {
            this.sum = sum;
            this.count = count;
        }

        @Override
        public @Nullable Failure check(Row row) {
            BigDecimal value = Numbers.exact(argument.value(row));
            return value == null || (fits(value) && fits(sum.add(value)))
                    ? null
                    : argument.outOfRange("would make a sum that cannot be told exactly");
        }

        private boolean fits(BigDecimal exact) {
            return Numbers.fit(exact, argument.field().type(), argument.field().scale()) != null;
        }

        @Override
        public void add(Row row) {
            BigDecimal value = Numbers.exact(argument.value(row));
            if (value != null) {
                sum = sum.add(value);
                count++;
            }
        }

        @Override
        public void merge(Accumulator other) {
            sum = sum.add(((Sum) other).sum);
            count += ((Sum) other).count;
        }

        @Override
        public @Nullable Object[] result() {
            return new @Nullable Object[] {count == 0 ? null : average ? averaged() : summed()};
        }

        private @Nullable Object summed() {
            return Numbers.fit(sum, type(), scale());
        }

        /** Rounded once, to even; doubles over 40 significant digits, far beyond their own 17. */
        private @Nullable Object averaged() {
            BigDecimal by = BigDecimal.valueOf(count);
            if (type() == FieldType.DECIMAL) {
                return Numbers.fit(sum.divide(by, scale(), RoundingMode.HALF_EVEN), FieldType.DECIMAL, scale());
            }
            return Numbers.fit(
                    sum.divide(by, new java.math.MathContext(40, RoundingMode.HALF_EVEN)), FieldType.DOUBLE, 0);
        }

        @Override
        public List<String> flags() {
            return count > 0 && result()[0] == null ? List.of("overflow") : List.of();
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(count);
            ValueCodec.write(sum, out);
        }
    }
}
