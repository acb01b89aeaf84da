package io.freshet.processor.declare;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** See {@link Measures}. */
record MeasureList(List<Measure> measures) implements Measures {
    static final byte VERSION = 1;
    static final String FLAGS = "flags";

    MeasureList {
        measures = List.copyOf(measures);
    }

    boolean flags() {
        return measures.stream().anyMatch(Measure::flags);
    }

    @Override
    public Totals start() {
        return new RunningTotals(this, measures.stream().map(Measure::start).toList());
    }

    @Override
    public Totals read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException(
                        "totals of version " + version + "; this program reads version " + VERSION);
            }
            long events = in.readLong();
            long first = in.readLong();
            long last = in.readLong();
            List<Accumulator> accumulators = new ArrayList<>(measures.size());
            for (Measure measure : measures) {
                accumulators.add(measure.read(in));
            }
            return new RunningTotals(this, accumulators, events, first, last);
        } catch (IOException e) {
            throw new IllegalStateException("these bytes are no totals of this job", e);
        }
    }

    @Override
    public List<ResultField> fields() {
        Stream<ResultField> values = measures.stream().flatMap(measure -> measure.fields().stream());
        return flags()
                ? Stream.concat(values, Stream.of(new ResultField(FLAGS, Avro.texts())))
                        .toList()
                : values.toList();
    }

    @Override
    public long maxStateBytes() {
        return 1
                + 3L * Long.BYTES
                + measures.stream().mapToLong(Measure::maxStateBytes).sum();
    }
}
