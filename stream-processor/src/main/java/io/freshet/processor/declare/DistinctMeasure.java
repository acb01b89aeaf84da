package io.freshet.processor.declare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many different values. Exact up to {@link #EXACT} (values are told apart by a 64-bit hash: one wrong count in 10^11), then
 * an estimate, flagged. A function of the set of values alone.
 */
record DistinctMeasure(String name, Argument argument) implements Measure {
    static final int EXACT = 10_000;

    @Override
    public List<ResultField> fields() {
        return List.of(new ResultField(name, Avro.of(FieldType.LONG, 0)));
    }

    @Override
    public boolean flags() {
        return true;
    }

    @Override
    public Accumulator start() {
        return new Distinct();
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        Distinct distinct = new Distinct();
        int hashes = in.readInt();
        if (hashes < 0) {
            byte[] registers = new byte[HyperLogLog.REGISTERS];
            in.readFully(registers);
            distinct.sketch = new HyperLogLog(registers);
        }
        for (int i = 0; i < hashes; i++) {
            distinct.hashes.add(in.readLong());
        }
        return distinct;
    }

    @Override
    public long maxStateBytes() {
        return (long) EXACT * Long.BYTES;
    }

    private final class Distinct implements Accumulator {
        private final Set<Long> hashes = new HashSet<>();
        private @Nullable HyperLogLog sketch;

        @Override
        public @Nullable Failure check(Row row) {
            return null;
        }

        @Override
        public void add(Row row) {
            Object value = argument.value(row);
            if (value != null) {
                add(Hashes.of(value));
            }
        }

        private void add(long hash) {
            if (sketch != null) {
                sketch.add(hash);
                return;
            }
            hashes.add(hash);
            if (hashes.size() > EXACT) {
                sketch();
            }
        }

        private HyperLogLog sketch() {
            HyperLogLog made = sketch == null ? new HyperLogLog(new byte[HyperLogLog.REGISTERS]) : sketch;
            hashes.forEach(made::add);
            hashes.clear();
            sketch = made;
            return made;
        }

        @Override
        public void merge(Accumulator accumulator) {
            Distinct other = (Distinct) accumulator;
            if (other.sketch != null) {
                sketch().merge(other.sketch);
            }
            other.hashes.forEach(this::add);
        }

        @Override
        public @Nullable Object[] result() {
            return new Object[] {sketch == null ? (long) hashes.size() : sketch.estimate()};
        }

        @Override
        public List<String> flags() {
            return sketch == null ? List.of() : List.of("approximate");
        }

        /** Sorted: equal sets have equal bytes. */
        @Override
        public void write(DataOutput out) throws IOException {
            if (sketch != null) {
                out.writeInt(-1);
                out.write(sketch.registers());
                return;
            }
            long[] sorted = hashes.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            out.writeInt(sorted.length);
            for (long hash : sorted) {
                out.writeLong(hash);
            }
        }
    }
}
