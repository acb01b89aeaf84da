package io.freshet.processor.topology;

import io.freshet.model.Reason;
import io.freshet.processor.declare.Failure;
import io.freshet.processor.state.ClockStore;
import io.freshet.processor.watermark.Now;
import io.freshet.processor.watermark.Progress;
import io.freshet.processor.watermark.SourceId;
import io.freshet.processor.watermark.TaskClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Runs a job's operator under the clock of its task. One per stream task, called by its thread. */
final class Operate implements Processor<String, Message, byte[], byte[]>, TaskContext {
    /** A larger record would be refused by the producer, again and again. */
    private static final int MOST_BYTES = 900 * 1024;

    private final JobParts parts;
    private final JobOperator operator;
    private final ResultRecords results;
    private final List<Tick> ticks = new ArrayList<>();

    private ProcessorContext<byte[], byte[]> context;
    private TaskClock clock;
    private ClockStore kept;
    private int task;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    Operate(JobParts parts) {
        this.parts = parts;
        this.operator = parts.operator().get();
        this.results = new ResultRecords(parts.plan().name(), parts.plan().into());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.task = context.taskId().partition();
        JobOperator.Supplier job = parts.operator();
        this.clock = new TaskClock(AwaitedSources.of(parts, task), job.graceMillis(), job.reachMillis());
        this.kept = new ClockStore(context.getStateStore(JobTopology.clockStore(parts.plan())));
        kept.restore(clock);
        operator.init(this);
        parts.meter().watermark(task, clock.now().watermark());
        ticks.add(new Tick(context, SourceReaders.TICK, null, unused -> operator.advanced(clock.now())));
    }

    @Override
    public void process(Record<String, Message> record) {
        for (Tick tick : ticks) {
            tick.record();
        }
        Now before = clock.now();
        switch (record.value()) {
            case Message.Event event -> {
                SourceId source = new SourceId(event.row().source(), event.row().partition());
                if (clock.event(source, event.row().time(), record.timestamp())) {
                    kept.keep(clock, source);
                }
                operator.event(event, clock.now());
            }
            case Message.Told(Progress progress) -> {
                if (clock.progress(progress, record.timestamp())) {
                    kept.keep(clock, progress.source());
                }
            }
        }
        Now now = clock.now();
        if (!now.equals(before)) {
            parts.meter().watermark(task, now.watermark());
            var unused = operator.advanced(now);
        }
    }

    @Override
    public void close() {
        parts.meter().gone(task);
    }

    @Override
    public KeyValueStore<Bytes, byte[]> store(String name) {
        return context.getStateStore(name);
    }

    @Override
    public void result(Result result) {
        byte[] value = result.value();
        if (value != null && value.length > MOST_BYTES) {
            context.forward(parts.rejected().result(parts.plan().name(), result, value), JobTopology.OPERATE_REJECTED);
            parts.meter().rejected(Reason.EVENT_TOO_LARGE);
            return;
        }
        context.forward(results.of(result, context.currentSystemTimeMs()), JobTopology.RESULTS);
        parts.meter().result();
    }

    @Override
    public void late(Message.Event event, Lateness why) {
        context.forward(LateRecords.of(event.source(), why), JobTopology.LATE);
        parts.meter().late();
    }

    @Override
    public void reject(Message.Event event, Failure why) {
        context.forward(
                parts.rejected().unusable(parts.plan().name(), event.source(), why), JobTopology.OPERATE_REJECTED);
        parts.meter().rejected(why.reason());
    }

    @Override
    public void every(Duration interval, LongConsumer work) {
        var unused = Tick.every(context, interval, work::accept);
    }

    @Override
    public void whileBusy(Duration interval, LongConsumer work) {
        ticks.add(new Tick(context, interval, null, now -> {
            work.accept(now);
            return false;
        }));
    }

    @Override
    public void closed(int windows) {
        parts.meter().windowsClosed(windows);
    }
}
