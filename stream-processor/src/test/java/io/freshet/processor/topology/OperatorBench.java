package io.freshet.processor.topology;

import io.freshet.model.TimeFlag;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.Emit;
import io.freshet.processor.declare.Failure;
import io.freshet.processor.declare.Grouping;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Layout;
import io.freshet.processor.declare.Preparations;
import io.freshet.processor.declare.ResultSchema;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.declare.Row;
import io.freshet.processor.declare.RowCodec;
import io.freshet.processor.declare.Window;
import io.freshet.processor.watermark.Now;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** An operator of windows with its stores, and everything that it writes. The watermark is the latest event's time. */
final class OperatorBench implements TaskContext {
    final List<Result> results = new ArrayList<>();
    final List<Long> late = new ArrayList<>();
    final List<Lateness> lateness = new ArrayList<>();
    final Map<String, MapStore> stores;
    int closed;
    long watermark = Long.MIN_VALUE;

    private final WindowJob job;
    private final List<LongConsumer> timers = new ArrayList<>();
    private final JobOperator operator;
    private long offset;

    OperatorBench(Window window) {
        this(window, new HashMap<>());
    }

    /** As after a restart, with what was kept. */
    OperatorBench(Window window, Map<String, MapStore> stores) {
        this.stores = stores;
        this.job = new WindowJob(
                plan(), new Behaviour.Windowed(window, new EventLists()), new AsText(), Duration.ofMillis(250));
        this.operator = job.get();
        operator.init(this);
    }

    static Window tumbling(long size, long grace, Emit emit) {
        return window(Window.Kind.TUMBLING, size, size, 0, grace, emit);
    }

    static Window hopping(long size, long advance, long grace) {
        return window(Window.Kind.HOPPING, size, advance, 0, grace, Emit.FINAL);
    }

    static Window session(long gap, long longest, long grace, Emit emit) {
        return window(Window.Kind.SESSION, longest, 0, gap, grace, emit);
    }

    static Window sliding(long size, long grace, Emit emit) {
        return window(Window.Kind.SLIDING, size, 0, 0, grace, emit);
    }

    private static Window window(Window.Kind kind, long size, long advance, long gap, long grace, Emit emit) {
        return new Window(
                kind,
                Duration.ofMillis(size),
                Duration.ofMillis(advance),
                Duration.ofMillis(gap),
                Duration.ofMillis(grace),
                emit);
    }

    /** An event; its number is how many came before it. */
    long send(String group, long time) {
        long number = offset++;
        watermark = Math.max(watermark, time);
        SourceRecord source = new SourceRecord(null, null, new RecordHeaders(), 0, "events", 0, number);
        Row row = new Row(time, 0, 0, number, new Object[0]);
        operator.event(new Message.Event(group, row, TimeFlag.OK, number, source), now());
        operator.advanced(now());
        return number;
    }

    /** All sources have ended. */
    void end() {
        watermark += job.reachMillis();
        operator.advanced(now());
        operator.advanced(now());
    }

    private Now now() {
        return new Now(watermark, watermark - job.graceMillis());
    }

    void tick() {
        timers.forEach(timer -> timer.accept(0));
    }

    /** Group, start, end, events, of the results that are final (or not). */
    List<String> told(boolean isFinal) {
        return results.stream()
                .filter(result -> result.isFinal() == isFinal)
                .map(result -> result.key() + new String(result.value(), StandardCharsets.UTF_8))
                .toList();
    }

    static String text(String group, long start, long end, List<Long> events) {
        return group + new String(new AsText().write(List.of(group, start, end, events)), StandardCharsets.UTF_8);
    }

    @Override
    public KeyValueStore<Bytes, byte[]> store(String name) {
        return stores.computeIfAbsent(name, unused -> new MapStore());
    }

    @Override
    public void result(Result result) {
        results.add(result);
    }

    @Override
    public void late(Message.Event event, Lateness why) {
        late.add(event.row().offset());
        lateness.add(why);
    }

    @Override
    public void reject(Message.Event event, Failure why) {
        throw new AssertionError(why);
    }

    @Override
    public void every(Duration interval, LongConsumer work) {
        timers.add(work);
    }

    @Override
    public void whileBusy(Duration interval, LongConsumer work) {
        timers.add(work);
    }

    @Override
    public void closed(int windows) {
        closed += windows;
    }

    private static JobPlan plan() {
        Schema nothing = Schema.createRecord("Nothing", null, null, false, List.of());
        return new JobPlan(
                "job",
                List.of(),
                new Layout(List.of(), 0, List.of()),
                Preparations.none(),
                Optional.of(new OneGroup()),
                Optional.empty(),
                new Behaviour.Copy(),
                "result",
                new ResultSchema(nothing, List.of(), List.of()),
                new NoRows(),
                1,
                "");
    }

    private record AsText() implements ResultWriter {
        @Override
        public byte[] write(List<? extends @Nullable Object> values) {
            return values.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private record OneGroup() implements Grouping {
        @Override
        public List<Integer> slots() {
            return List.of(0);
        }

        @Override
        public Key keyOf(Row row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Object> valuesOf(String key) {
            return List.of(key);
        }
    }

    private record NoRows() implements RowCodec {
        @Override
        public byte[] write(Row row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Row read(byte[] bytes) {
            throw new UnsupportedOperationException();
        }
    }
}
