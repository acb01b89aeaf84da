package io.freshet.model.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The event time in a field that is a timestamp, a count of milliseconds or text, or a union of one of these with null. */
final class FieldTime {
    /** In place of a time that cannot be told. */
    static final Instant UNREADABLE = Instant.MAX;

    private final Schema schema;
    private final int branch;
    private final boolean union;
    private final long perSecond;

    FieldTime(Schema field) {
        union = field.getType() == Schema.Type.UNION;
        branch = union && field.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0;
        schema = union ? field.getTypes().get(branch) : field;
        perSecond = Timestamps.isZoned(schema) ? Timestamps.perSecond(schema) : 1_000;
    }

    /** Null when the field is null; {@link #UNREADABLE} for text that is no timestamp and numbers beyond the years 1 to 9999. */
    @Nullable
    Instant of(byte[] avro, int from, IsoTime iso) {
        int at = from;
        if (union) {
            if (FieldText.readLong(avro, at) != branch) {
                return null;
            }
            at += FieldText.sizeOfLong(avro, at);
        }
        long value = FieldText.readLong(avro, at);
        if (schema.getType() == Schema.Type.STRING) {
            int start = at + FieldText.sizeOfLong(avro, at);
            return parse(new String(avro, start, (int) value, StandardCharsets.UTF_8), iso);
        }
        return Timestamps.isInYears(value, perSecond) ? Timestamps.instant(value, perSecond) : UNREADABLE;
    }

    private static Instant parse(String text, IsoTime iso) {
        boolean readable = iso.readTimestamp(text.toCharArray(), 0, text.length(), true)
                && iso.seconds >= IsoTime.MIN_SECOND
                && iso.seconds <= IsoTime.MAX_SECOND;
        return readable ? Instant.ofEpochSecond(iso.seconds, iso.nanos) : UNREADABLE;
    }
}
