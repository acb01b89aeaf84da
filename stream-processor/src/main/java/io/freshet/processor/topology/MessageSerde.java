package io.freshet.processor.topology;

import io.freshet.model.TimeFlag;
import io.freshet.processor.declare.Row;
import io.freshet.processor.declare.RowCodec;
import io.freshet.processor.declare.Source;
import io.freshet.processor.watermark.Activity;
import io.freshet.processor.watermark.Progress;
import io.freshet.processor.watermark.SourceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Messages on a repartition topic, big-endian. The headers of an event travel as the record's own.
 *
 * <pre>
 * event:    1 · time flag (1) · arrival (8) · appended (8) · group, row, key, value: each length (4; -1 for null) and bytes
 * progress: 2 · source and partition (8) · watermark (8) · activity (1) · quiet time (8)
 * </pre>
 */
record MessageSerde(List<Source> sources, RowCodec rows) implements Serializer<Message>, Deserializer<Message> {
    private static final byte EVENT = 1;
    private static final byte PROGRESS = 2;
    private static final int EVENT_FIXED = 2 + 2 * Long.BYTES + 4 * Integer.BYTES;
    private static final int PROGRESS_BYTES = 2 + 3 * Long.BYTES;

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {}

    @Override
    public void close() {}

    @Override
    public byte[] serialize(String topic, Message message) {
        return switch (message) {
            case Message.Event event -> event(event);
            case Message.Told(Progress progress) ->
                ByteBuffer.allocate(PROGRESS_BYTES)
                        .put(PROGRESS)
                        .putLong(progress.source().number())
                        .putLong(progress.watermark())
                        .put(progress.activity().code())
                        .putLong(progress.quietMillis())
                        .array();
        };
    }

    private byte[] event(Message.Event event) {
        byte[] group = event.group().getBytes(StandardCharsets.UTF_8);
        byte[] row = rows.write(event.row());
        SourceRecord source = event.source();
        ByteBuffer out = ByteBuffer.allocate(
                        EVENT_FIXED + group.length + row.length + length(source.key()) + length(source.value()))
                .put(EVENT)
                .put(code(event.flag()))
                .putLong(event.arrival())
                .putLong(source.appendedAt());
        put(out, group);
        put(out, row);
        put(out, source.key());
        put(out, source.value());
        return out.array();
    }

    @Override
    public Message deserialize(String topic, byte[] bytes) {
        throw new UnsupportedOperationException("an event is not whole without its headers");
    }

    @Override
    public Message deserialize(String topic, Headers headers, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = in.get();
        return switch (kind) {
            case EVENT -> event(in, headers);
            case PROGRESS ->
                new Message.Told(
                        new Progress(SourceId.of(in.getLong()), in.getLong(), Activity.of(in.get()), in.getLong()));
            default -> throw new SerializationException("a message of kind " + kind + " is unknown");
        };
    }

    private Message event(ByteBuffer in, Headers headers) {
        TimeFlag flag = flag(in.get());
        long arrival = in.getLong();
        long appendedAt = in.getLong();
        String group = new String(required(in), StandardCharsets.UTF_8);
        Row row = rows.read(required(in));
        SourceRecord source = new SourceRecord(
                take(in),
                take(in),
                headers,
                appendedAt,
                sources.get(row.source()).type(),
                row.partition(),
                row.offset());
        return new Message.Event(group, row, flag, arrival, source);
    }

    private static byte code(TimeFlag flag) {
        return switch (flag) {
            case OK -> 0;
            case SKEWED -> 1;
            case CLAMPED -> 2;
        };
    }

    private static TimeFlag flag(byte code) {
        return switch (code) {
            case 0 -> TimeFlag.OK;
            case 1 -> TimeFlag.SKEWED;
            case 2 -> TimeFlag.CLAMPED;
            default -> throw new SerializationException("no time flag has the code " + code);
        };
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void put(ByteBuffer out, byte @Nullable [] bytes) {
        out.putInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.put(bytes);
        }
    }

    private static byte[] required(ByteBuffer in) {
        byte[] bytes = take(in);
        if (bytes == null) {
            throw new SerializationException("an event without group or row");
        }
        return bytes;
    }

    private static byte @Nullable [] take(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
