package io.freshet.processor.declare;

/** What a value in a {@link Row} is, and as which Java type it is kept. */
public enum FieldType {
    /** {@link String}; Avro's string, enum and uuid. */
    STRING,
    /** {@link Long}; Avro's int and long. */
    LONG,
    /** {@link Double}; Avro's float and double. May be NaN or infinite. */
    DOUBLE,
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link java.math.BigDecimal}, exact; Avro's logical type decimal. Never inside CEL, which has none. */
    DECIMAL,
    /** {@link Long}: milliseconds since the epoch; finer timestamps are rounded down. */
    TIMESTAMP
}
