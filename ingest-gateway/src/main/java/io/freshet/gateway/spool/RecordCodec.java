package io.freshet.gateway.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.model.TimeFlag;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An outgoing record as the bytes of a frame. Pure; any thread. */
final class RecordCodec {
    private static final byte VERSION = 1;
    private static final int ABSENT = -1;

    private RecordCodec() {}

    static byte[] encode(OutgoingRecord out) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(out.bytes());
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeByte(VERSION);
            write(data, out.topic());
            write(data, out.key());
            write(data, out.id());
            write(data, out.source());
            write(data, out.time());
            write(data, out.receivedAt());
            write(data, out.timeFlag().name());
            data.writeInt(out.headers().size());
            for (Map.Entry<String, String> header : out.headers().entrySet()) {
                write(data, header.getKey());
                write(data, header.getValue());
            }
            data.writeInt(out.value().length);
            data.write(out.value());
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** @return null if these are no bytes of this version's {@link #encode} */
    static @Nullable OutgoingRecord decode(ByteBuffer payload) {
        try {
            if (payload.get() != VERSION) {
                return null;
            }
            String topic = text(payload);
            String key = read(payload);
            String id = text(payload);
            String source = text(payload);
            String time = text(payload);
            String receivedAt = text(payload);
            TimeFlag flag = TimeFlag.valueOf(text(payload));
            Map<String, String> headers = headers(payload);
            byte[] value = bytes(payload, payload.getInt());
            return new OutgoingRecord(topic, key, value, id, source, time, receivedAt, flag, headers);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, String> headers(ByteBuffer from) {
        int count = from.getInt();
        Map<String, String> headers = LinkedHashMap.newLinkedHashMap(Math.clamp(count, 0, 64));
        for (int i = 0; i < count; i++) {
            headers.put(text(from), text(from));
        }
        return headers;
    }

    private static void write(DataOutputStream data, @Nullable String text) throws IOException {
        if (text == null) {
            data.writeInt(ABSENT);
            return;
        }
        byte[] utf8 = text.getBytes(UTF_8);
        data.writeInt(utf8.length);
        data.write(utf8);
    }

    private static String text(ByteBuffer from) {
        String text = read(from);
        if (text == null) {
            throw new IllegalArgumentException("A text is absent that must be there");
        }
        return text;
    }

    private static @Nullable String read(ByteBuffer from) {
        int length = from.getInt();
        return length == ABSENT ? null : new String(bytes(from, length), UTF_8);
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException("A length is beyond the end");
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }
}
