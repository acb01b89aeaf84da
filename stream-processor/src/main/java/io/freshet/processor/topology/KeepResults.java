package io.freshet.processor.topology;

import io.freshet.model.EventHeaders;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.decode.TimeField;
import io.freshet.processor.state.KeptResult;
import io.freshet.processor.state.ResultKey;
import io.freshet.processor.state.ResultSweep;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** See {@link ServedResults}. One per stream task, called by its thread; may wait for the registry. */
final class KeepResults implements Processor<byte[], byte[], Void, Void> {
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final int SWEPT_AT_ONCE = 10_000;
    private static final byte[] NOTHING = {};

    private final ServedResults served;
    private final JobPlan plan;
    private final TimeField time;
    private final boolean isWindow;
    private KeyValueStore<Bytes, byte[]> results;
    private ResultSweep sweep;
    private long latest = Long.MIN_VALUE;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    KeepResults(ServedResults served, JobPlan plan) {
        this.served = served;
        this.plan = plan;
        this.time = new TimeField(served.schemas(), ServedResults.timeField(plan.behaviour()));
        this.isWindow = plan.behaviour() instanceof Behaviour.Windowed;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        results = context.getStateStore(ServedResults.store(plan));
        sweep = new ResultSweep(results, SWEPT_AT_ONCE);
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> sweep());
    }

    /** What is no result of this job, or of no version that has a time, is passed over: nobody can ask for it. */
    @Override
    public void process(Record<byte[], byte[]> record) {
        byte[] value = record.value();
        if (record.key() == null || value == null) {
            return;
        }
        OptionalLong at = time.of(value);
        if (at.isEmpty()) {
            return;
        }
        UUID id = id(record);
        String key = new String(record.key(), StandardCharsets.UTF_8);
        KeptResult result = new KeptResult(id, isFinal(record), value);
        latest = Math.max(latest, at.getAsLong());
        results.put(ResultKey.of(key, at.getAsLong(), isWindow ? NOTHING : bytes(id)), result.bytes());
        served.listener().kept(plan.name(), key, result);
    }

    private void sweep() {
        if (latest != Long.MIN_VALUE) {
            sweep.deleteBefore(latest - served.retention().toMillis());
        }
    }

    private static UUID id(Record<byte[], byte[]> record) {
        String id = text(record, EventHeaders.ID);
        if (id == null) {
            return UUID.nameUUIDFromBytes(record.value());
        }
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notOurs) {
            return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean isFinal(Record<byte[], byte[]> record) {
        return !"false".equals(text(record, ResultRecords.FINAL));
    }

    private static @Nullable String text(Record<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
