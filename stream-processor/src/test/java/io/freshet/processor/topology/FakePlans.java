package io.freshet.processor.topology;

import io.freshet.model.TimeFlag;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.Grouping;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.declare.Row;
import io.freshet.processor.declare.RowCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Plans of jobs that group by one text, of rows with one value: a truth in slot 0, a number in slot 1. */
final class FakePlans {
    private static final Grouping BY_KEY = new Grouping() {
        @Override
        public List<Integer> slots() {
            return List.of(0);
        }

        @Override
        public Key keyOf(Row row) {
            throw new AssertionError();
        }

        @Override
        public List<Object> valuesOf(String key) {
            return List.of(key);
        }
    };

    private static final RowCodec CODEC = new RowCodec() {
        @Override
        public byte[] write(Row row) {
            return ByteBuffer.allocate(33)
                    .putLong(row.time())
                    .putInt(row.source())
                    .putInt(row.partition())
                    .putLong(row.offset())
                    .put((byte) (Boolean.TRUE.equals(row.get(0)) ? 1 : 0))
                    .putDouble((double) row.get(1))
                    .array();
        }

        @Override
        public Row read(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            return new Row(
                    in.getLong(), in.getInt(), in.getInt(), in.getLong(), new Object[] {in.get() == 1, in.getDouble()});
        }
    };

    /** What a result says, as text. */
    static final ResultWriter WRITER = values -> values.toString().getBytes(StandardCharsets.UTF_8);

    private FakePlans() {}

    static JobPlan of(Behaviour behaviour) {
        return new JobPlan(
                "job",
                List.of(),
                null,
                null,
                Optional.of(BY_KEY),
                Optional.empty(),
                behaviour,
                "into",
                null,
                CODEC,
                1,
                "");
    }

    static Message.Event event(String key, long time, int partition, long offset, boolean truth, double number) {
        Row row = new Row(time, 0, partition, offset, new Object[] {truth, number});
        return new Message.Event(key, row, TimeFlag.OK, time, null);
    }
}
