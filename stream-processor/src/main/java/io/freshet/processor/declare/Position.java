package io.freshet.processor.declare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/** Where an event stands among all others: by its time, and among those of one time by where it was read. */
record Position(long time, int source, int partition, long offset) implements Comparable<Position> {
    static final int BYTES = 2 * Long.BYTES + Integer.BYTES + 1;

    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::time)
            .thenComparingInt(Position::source)
            .thenComparingInt(Position::partition)
            .thenComparingLong(Position::offset);

    static Position of(Row row) {
        return new Position(row.time(), row.source(), row.partition(), row.offset());
    }

    static Position read(DataInput in) throws IOException {
        return new Position(in.readLong(), in.readByte(), in.readInt(), in.readLong());
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(time);
        out.writeByte(source);
        out.writeInt(partition);
        out.writeLong(offset);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
