package io.freshet.model;

/**
 * The Confluent wire format of a Kafka record value: magic byte 0, the schema id as four bytes big-endian, then Avro
 * binary. Source: Confluent Schema Registry documentation, "Wire format".
 */
public final class WireFormat {
    public static final int HEADER_BYTES = 5;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    /** Writes the five header bytes at {@code at}. */
    public static void writeHeader(byte[] into, int at, int schemaId) {
        into[at] = MAGIC;
        into[at + 1] = (byte) (schemaId >>> 24);
        into[at + 2] = (byte) (schemaId >>> 16);
        into[at + 3] = (byte) (schemaId >>> 8);
        into[at + 4] = (byte) schemaId;
    }

    /** Whether {@code value} is long enough and begins with the magic byte. */
    public static boolean isFramed(byte[] value) {
        return value.length >= HEADER_BYTES && value[0] == MAGIC;
    }

    /** The schema id of a value for which {@link #isFramed} holds. */
    public static int schemaId(byte[] value) {
        return (value[1] & 0xFF) << 24 | (value[2] & 0xFF) << 16 | (value[3] & 0xFF) << 8 | (value[4] & 0xFF);
    }
}
