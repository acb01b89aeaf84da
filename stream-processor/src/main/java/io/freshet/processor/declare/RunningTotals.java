package io.freshet.processor.declare;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Totals}. Version 1: events (8 bytes), first and last time (8 each), then every measure in its order. */
final class RunningTotals implements Totals {
    private final MeasureList measures;
    private final List<Accumulator> accumulators;
    private long events;
    private long firstTime;
    private long lastTime;

    RunningTotals(MeasureList measures, List<Accumulator> accumulators) {
        this(measures, accumulators, 0, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    RunningTotals(MeasureList measures, List<Accumulator> accumulators, long events, long firstTime, long lastTime) {
        this.measures = measures;
        this.accumulators = accumulators;
        this.events = events;
        this.firstTime = firstTime;
        this.lastTime = lastTime;
    }

    @Override
    public @Nullable Failure add(Row row) {
        for (Accumulator accumulator : accumulators) {
            Failure failure = accumulator.check(row);
            if (failure != null) {
                return failure;
            }
        }
        for (Accumulator accumulator : accumulators) {
            accumulator.add(row);
        }
        count(1, row.time(), row.time());
        return null;
    }

    @Override
    public void merge(Totals totals) {
        RunningTotals other = (RunningTotals) totals;
        for (int i = 0; i < accumulators.size(); i++) {
            accumulators.get(i).merge(other.accumulators.get(i));
        }
        count(other.events, other.firstTime, other.lastTime);
    }

    private void count(long more, long first, long last) {
        events += more;
        firstTime = Math.min(firstTime, first);
        lastTime = Math.max(lastTime, last);
    }

    @Override
    public long events() {
        return events;
    }

    @Override
    public long firstTime() {
        return firstTime;
    }

    @Override
    public long lastTime() {
        return lastTime;
    }

    @Override
    public List<@Nullable Object> result() {
        List<@Nullable Object> values = new ArrayList<>();
        for (Accumulator accumulator : accumulators) {
            Collections.addAll(values, accumulator.result());
        }
        if (measures.flags()) {
            values.add(flagged());
        }
        return values;
    }

    private List<String> flagged() {
        List<String> flags = new ArrayList<>();
        for (int i = 0; i < accumulators.size(); i++) {
            String name = measures.measures().get(i).name();
            accumulators.get(i).flags().forEach(flag -> flags.add(name + ":" + flag));
        }
        return flags;
    }

    @Override
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(MeasureList.VERSION);
            out.writeLong(events);
            out.writeLong(firstTime);
            out.writeLong(lastTime);
            for (Accumulator accumulator : accumulators) {
                accumulator.write(out);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }
}
