package io.freshet.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * One event that was not taken, as it is kept on {@code events.rejected}.
 *
 * @param id the event's own, else one made for it
 * @param type the event type it was meant for, or the topic of an undecodable Kafka record
 * @param protocol how it came: {@code http}, {@code mqtt}, {@code relay}
 * @param key the entity key, where it could be read
 * @param index its place among the events of its request, from 0
 * @param source of {@code _meta.source}
 * @param position where it stood at its source: {@code topic-id/partition/offset} for a Kafka record
 * @param payload the event's own bytes, at most {@link #MAX_PAYLOAD}
 * @param payloadLength length of the whole event in bytes; greater than that of {@code payload} when it was cut off
 * @param payloadSha256 of the whole event, in hexadecimal; only when it was cut off
 * @param stage where it was refused: {@code decode}, {@code validate}, {@code relay} …
 * @param pointer JSON pointer (RFC 6901); empty for the whole event
 * @param schemaId the version it was checked against, where there was one
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record RejectedEvent(
        String id,
        String type,
        String protocol,
        @Nullable String key,
        @Nullable Integer index,
        @Nullable String source,
        @Nullable String position,
        byte[] payload,
        long payloadLength,
        @Nullable String payloadSha256,
        String contentType,
        String stage,
        Reason reason,
        String pointer,
        String detail,
        @Nullable Integer schemaId,
        Instant receivedAt) {

    public static final int MAX_PAYLOAD = 256 * 1024;

    private static final Schema SCHEMA =
            BuiltInTypes.get(BuiltInTypes.EVENTS_REJECTED).schema();

    /** Where it came from and how; the rest is said by {@link #because}. */
    public record Origin(
            String id,
            String type,
            String protocol,
            @Nullable String key,
            @Nullable Integer index,
            @Nullable String source,
            @Nullable String position,
            String contentType,
            String stage,
            Instant receivedAt) {

        /** The rejection of the event whose bytes are {@code from} to {@code to} (exclusive); cuts them off at {@link #MAX_PAYLOAD}. */
        public RejectedEvent because(
                Reason reason,
                String pointer,
                String detail,
                @Nullable Integer schemaId,
                byte[] bytes,
                int from,
                int to) {
            int length = to - from;
            boolean cut = length > MAX_PAYLOAD;
            return new RejectedEvent(
                    id,
                    type,
                    protocol,
                    key,
                    index,
                    source,
                    position,
                    Arrays.copyOfRange(bytes, from, cut ? from + MAX_PAYLOAD : to),
                    length,
                    cut ? sha256(bytes, from, length) : null,
                    contentType,
                    stage,
                    reason,
                    pointer,
                    detail,
                    schemaId,
                    receivedAt);
        }
    }

    /** The Kafka record value: Avro in the wire format, under the registry's id of the {@code events.rejected} schema. */
    public byte[] encode(int rejectedSchemaId) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 512);
        byte[] header = new byte[WireFormat.HEADER_BYTES];
        WireFormat.writeHeader(header, 0, rejectedSchemaId);
        out.writeBytes(header);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(toRecord(), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private GenericRecord toRecord() {
        return new GenericRecordBuilder(SCHEMA)
                .set("id", id)
                .set("type", type)
                .set("protocol", protocol)
                .set("key", key)
                .set("index", index)
                .set("source", source)
                .set("position", position)
                .set("payload", ByteBuffer.wrap(payload))
                .set("payload_length", payloadLength)
                .set("payload_sha256", payloadSha256)
                .set("content_type", contentType)
                .set("stage", stage)
                .set("reason", reason.slug())
                .set("pointer", pointer)
                .set("detail", detail)
                .set("schema_id", schemaId)
                .set("received_at", receivedAt.toEpochMilli())
                .build();
    }

    /**
     * Reads a record value that this version of Freshet wrote.
     *
     * @throws IOException when it is not one
     */
    public static RejectedEvent decode(byte[] value) throws IOException {
        if (!WireFormat.isFramed(value)) {
            throw new IOException("not in the wire format");
        }
        GenericRecord read;
        try {
            read = new GenericDatumReader<GenericRecord>(SCHEMA)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            value,
                                            WireFormat.HEADER_BYTES,
                                            value.length - WireFormat.HEADER_BYTES,
                                            null));
        } catch (RuntimeException e) {
            throw new IOException("not a rejected event", e);
        }
        ByteBuffer payload = (ByteBuffer) read.get("payload");
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return new RejectedEvent(
                text(read, "id"),
                text(read, "type"),
                text(read, "protocol"),
                optional(read, "key"),
                (Integer) read.get("index"),
                optional(read, "source"),
                optional(read, "position"),
                bytes,
                (Long) read.get("payload_length"),
                optional(read, "payload_sha256"),
                text(read, "content_type"),
                text(read, "stage"),
                Reason.ofSlug(text(read, "reason")).orElseThrow(() -> new IOException("an unknown reason")),
                text(read, "pointer"),
                text(read, "detail"),
                (Integer) read.get("schema_id"),
                Instant.ofEpochMilli((Long) read.get("received_at")));
    }

    private static String text(GenericRecord read, String field) {
        return String.valueOf(read.get(field));
    }

    private static @Nullable String optional(GenericRecord read, String field) {
        Object value = read.get(field);
        return value == null ? null : value.toString();
    }

    private static String sha256(byte[] bytes, int from, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
