package io.freshet.processor.declare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of the first or the last event, by event time, that has one. */
record EdgeMeasure(String name, Argument argument, boolean last) implements Measure {
    @Override
    public List<ResultField> fields() {
        Field field = argument.field();
        return List.of(
                new ResultField(name, Avro.of(new Field(name, field.type(), field.scale(), !argument.always()))));
    }

    @Override
    public Accumulator start() {
        return new Edge();
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        Edge edge = new Edge();
        if (in.readBoolean()) {
            edge.position = Position.read(in);
            edge.value = ValueCodec.read(in);
        }
        return edge;
    }

    @Override
    public long maxStateBytes() {
        return (long) Position.BYTES + (argument.field().type() == FieldType.STRING ? Argument.MAX_TEXT_BYTES : 32);
    }

    private final class Edge implements Accumulator {
        private @Nullable Position position;
        private @Nullable Object value;

        @Override
        public @Nullable Failure check(Row row) {
            return argument.checkKept(row);
        }

        @Override
        public void add(Row row) {
            Object candidate = argument.value(row);
            if (candidate != null) {
                take(Position.of(row), candidate);
            }
        }

        @Override
        public void merge(Accumulator other) {
            Edge edge = (Edge) other;
            if (edge.position != null) {
                take(edge.position, edge.value);
            }
        }

        private void take(Position at, @Nullable Object candidate) {
            if (position == null || (last ? at.compareTo(position) > 0 : at.compareTo(position) < 0)) {
                position = at;
                value = candidate;
            }
        }

        @Override
        public @Nullable Object[] result() {
            return new @Nullable Object[] {value};
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeBoolean(position != null);
            if (position != null) {
                position.write(out);
                ValueCodec.write(value, out);
            }
        }
    }
}
