package io.freshet.processor.declare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first values by event time, up to a bound, as text; what is left out or cut is flagged. */
record CollectMeasure(String name, int bound, Argument argument) implements Measure {
    static final int MAX_BOUND = 1_000;
    static final int MAX_CHARACTERS = 256;

    @Override
    public List<ResultField> fields() {
        return List.of(new ResultField(name, Avro.texts()));
    }

    @Override
    public boolean flags() {
        return true;
    }

    @Override
    public Accumulator start() {
        return new Collected();
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        Collected collected = new Collected();
        collected.more = in.readBoolean();
        collected.cut = in.readBoolean();
        int values = in.readInt();
        for (int i = 0; i < values; i++) {
            collected.values.put(Position.read(in), in.readUTF());
        }
        return collected;
    }

    @Override
    public long maxStateBytes() {
        return (long) bound * (Position.BYTES + 2 + 3 * MAX_CHARACTERS);
    }

    private final class Collected implements Accumulator {
        private final TreeMap<Position, String> values = new TreeMap<>();
        private boolean more;
        private boolean cut;

        @Override
        public @Nullable Failure check(Row row) {
            return null;
        }

        @Override
        public void add(Row row) {
            Object value = argument.value(row);
            if (value != null) {
                String text = Texts.of(value, argument.field().type());
                cut |= Texts.isLonger(text, MAX_CHARACTERS);
                put(Position.of(row), Texts.cut(text, MAX_CHARACTERS));
            }
        }

        private void put(Position at, String text) {
            values.put(at, text);
            if (values.size() > bound) {
                values.pollLastEntry();
                more = true;
            }
        }

        @Override
        public void merge(Accumulator accumulator) {
            Collected other = (Collected) accumulator;
            other.values.forEach(this::put);
            more |= other.more;
            cut |= other.cut;
        }

        @Override
        public @Nullable Object[] result() {
            return new Object[] {List.copyOf(values.values())};
        }

        @Override
        public List<String> flags() {
            List<String> flags = new ArrayList<>();
            if (more) {
                flags.add("more");
            }
            if (cut) {
                flags.add("cut");
            }
            return flags;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeBoolean(more);
            out.writeBoolean(cut);
            out.writeInt(values.size());
            for (Map.Entry<Position, String> entry : values.entrySet()) {
                entry.getKey().write(out);
                out.writeUTF(entry.getValue());
            }
        }
    }
}
