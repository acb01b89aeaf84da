package io.freshet.model.json;

import java.time.Instant;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro's six timestamp types: their units, and the moments that their numbers stand for. */
final class Timestamps {
    private Timestamps() {}

    /** Units in a second; 0 when the schema is no timestamp. */
    static long perSecond(Schema schema) {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.TimestampMillis || type instanceof LogicalTypes.LocalTimestampMillis) {
            return 1_000;
        }
        if (type instanceof LogicalTypes.TimestampMicros || type instanceof LogicalTypes.LocalTimestampMicros) {
            return 1_000_000;
        }
        if (type instanceof LogicalTypes.TimestampNanos || type instanceof LogicalTypes.LocalTimestampNanos) {
            return 1_000_000_000;
        }
        return 0;
    }

    static boolean isZoned(Schema schema) {
        LogicalType type = schema.getLogicalType();
        return type instanceof LogicalTypes.TimestampMillis
                || type instanceof LogicalTypes.TimestampMicros
                || type instanceof LogicalTypes.TimestampNanos;
    }

    static Instant instant(long value, long perSecond) {
        return Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
    }

    /** Whether ISO-8601 can write it with a year of four digits. */
    static boolean isInYears(long value, long perSecond) {
        long second = Math.floorDiv(value, perSecond);
        return second >= IsoTime.MIN_SECOND && second <= IsoTime.MAX_SECOND;
    }
}
