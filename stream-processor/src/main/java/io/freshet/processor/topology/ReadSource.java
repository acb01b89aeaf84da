package io.freshet.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.model.EventHeaders;
import io.freshet.model.EventTime;
import io.freshet.model.Reason;
import io.freshet.model.TimeFlag;
import io.freshet.processor.declare.Failure;
import io.freshet.processor.declare.Grouping;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Preparation;
import io.freshet.processor.declare.Row;
import io.freshet.processor.decode.EventDecoder;
import io.freshet.processor.decode.Values;
import io.freshet.processor.watermark.Progress;
import io.freshet.processor.watermark.RecordTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sources of a job: gate, decode, prepare, group. Every record goes one way: to the operator, to the dead letters,
 * or nowhere because the job does not want it; and each is counted. One per stream task, called by its thread; may wait for the
 * registry.
 */
final class ReadSource implements Processor<byte[], byte[], @Nullable Object, Object> {
    /** Header of records that are no events, and its value that says that the partition has ended. */
    static final String CONTROL = "freshet_control";

    static final String END_OF_DATA = "end-of-data";

    /** What is larger could not go to a late topic of the broker's default record limit, with headers added. */
    private static final int MOST_BYTES = 900 * 1024;

    private final JobParts parts;
    private final JobPlan plan;
    private final SourceGate gate;
    private final List<EventDecoder> decoders;
    private final boolean keyIsGroup;
    private final boolean deduplicates;
    private final String next;

    private ProcessorContext<@Nullable Object, Object> context;
    private SourceReaders readers;
    private Tick tick;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    ReadSource(JobParts parts) {
        this.parts = parts;
        this.plan = parts.plan();
        this.gate = parts.gate().get();
        this.keyIsGroup = plan.grouping().isPresent() && !parts.isRepartitioned();
        this.deduplicates = plan.deduplication().isPresent();
        this.next = parts.isRepartitioned() ? JobTopology.TO_GROUPS : JobTopology.OPERATE;
        this.decoders = plan.sources().stream()
                .map(source -> new EventDecoder(parts.schemas(), source.schema(), plan.layout()))
                .toList();
    }

    @Override
    public void init(ProcessorContext<@Nullable Object, Object> context) {
        this.context = context;
        gate.init(context);
        readers = new SourceReaders(parts, context.taskId().partition());
        tick = new Tick(
                context,
                SourceReaders.TICK,
                SourceReaders.TICK_AT_REST,
                now -> readers.tick(now, progress -> tell(progress, now)));
    }

    @Override
    public void process(Record<byte[], byte[]> kafka) {
        tick.record();
        SourceRecord record = SourceRecord.of(kafka, context.recordMetadata().orElseThrow());
        int source = indexOf(record.topic());
        String control = record.header(CONTROL);
        if (control != null) {
            if (END_OF_DATA.equals(control)) {
                tell(readers.of(source).end(), record.appendedAt());
            }
            return;
        }
        parts.meter().in();
        readers.of(source).record();
        if (record.size() > MOST_BYTES) {
            String detail = "key, value and headers have more than " + MOST_BYTES + " bytes";
            undecodable(record, new Failure(Reason.EVENT_TOO_LARGE, detail));
            return;
        }
        if (!gate.admits(record)) {
            parts.meter().heldBack();
            return;
        }
        if (deduplicates && record.header(Deduplicate.UNCERTAIN) != null) {
            parts.meter().uncertain();
        }
        switch (decoders.get(source).decode(record.value())) {
            case Values.Undecodable(Failure why) -> undecodable(record, why);
            case Values.Read values -> prepare(record, source, values);
        }
    }

    private void prepare(SourceRecord record, int source, Values.Read values) {
        Instant arrival = RecordTime.arrival(record.header(EventHeaders.RECEIVED_AT), record.appendedAt());
        EventTime time = RecordTime.of(record.header(EventHeaders.TIME), arrival);
        if (time.flag() == TimeFlag.CLAMPED) {
            parts.meter().clamped();
        }
        long at = time.time().toEpochMilli();
        readers.of(source).event(at);
        Row row = new Row(at, source, record.partition(), record.offset(), values.slots());
        switch (plan.preparation().prepare(row)) {
            case Preparation.Outcome.Kept kept -> group(record, row, time.flag(), arrival.toEpochMilli());
            case Preparation.Outcome.LeftOut out -> parts.meter().leftOut();
            case Preparation.Outcome.Failed(Failure why) -> unusable(record, why);
        }
    }

    private void group(SourceRecord record, Row row, TimeFlag flag, long arrival) {
        Grouping.Key key = plan.grouping()
                .map(grouping -> grouping.keyOf(row))
                .orElseGet(() -> new Grouping.Key.Of(record.key() == null ? "" : new String(record.key(), UTF_8)));
        switch (key) {
            case Grouping.Key.None none -> parts.meter().withoutGroup();
            case Grouping.Key.Invalid(Failure why) -> unusable(record, why);
            case Grouping.Key.Of(String group)
            when keyIsGroup && !Arrays.equals(group.getBytes(UTF_8), record.key()) ->
                // Another key may stand in another partition, beside a part of the same group's events: both results
                // would be wrong.
                unusable(
                        record, new Failure(Reason.INVALID_KEY, "the record's key is not the field that it should be"));
            case Grouping.Key.Of(String group) -> {
                Message event = new Message.Event(group, row, flag, arrival, record);
                context.forward(new Record<>(group, event, record.appendedAt(), record.headers()), next);
            }
        }
    }

    private void undecodable(SourceRecord record, Failure why) {
        context.forward(parts.rejected().undecodable(record, why), JobTopology.REJECTED);
        parts.meter().rejected(why.reason());
    }

    private void unusable(SourceRecord record, Failure why) {
        context.forward(parts.rejected().unusable(plan.name(), record, why), JobTopology.REJECTED);
        parts.meter().rejected(why.reason());
    }

    private void tell(Progress progress, long now) {
        context.forward(new Record<>(null, new Message.Told(progress), now, new RecordHeaders()), next);
    }

    private int indexOf(String topic) {
        for (int i = 0; i < plan.sources().size(); i++) {
            if (plan.sources().get(i).type().equals(topic)) {
                return i;
            }
        }
        throw new IllegalStateException("no source of this job: " + topic);
    }
}
