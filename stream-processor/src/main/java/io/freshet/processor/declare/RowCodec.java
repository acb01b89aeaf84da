package io.freshet.processor.declare;

/**
 * A prepared row as bytes, for repartition topics: time, source position and the carried slots, behind a format version. Written
 * and read by stream threads; immutable, safe for any number of them.
 */
public interface RowCodec {
    byte[] write(Row row);

    /** @throws IllegalStateException for a format version that this program does not know, or bytes that are none */
    Row read(byte[] bytes);
}
