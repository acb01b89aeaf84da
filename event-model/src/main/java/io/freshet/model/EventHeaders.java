package io.freshet.model;

/**
 * Names of the Kafka record headers that every event bears: the CloudEvents Kafka protocol binding 1.0.2 in binary content
 * mode, and ours beside it. Values are UTF-8.
 */
public final class EventHeaders {
    public static final String SPEC_VERSION = "ce_specversion";
    /** Event id: of the sender, else a UUIDv7 made by the gateway. */
    public static final String ID = "ce_id";
    /** URI-reference of the sender; {@link #DEFAULT_SOURCE} where it gave none. */
    public static final String SOURCE = "ce_source";
    /** The event type's name, which is the topic's too. */
    public static final String TYPE = "ce_type";
    /** Event time, ISO-8601 in UTC with {@code Z}. */
    public static final String TIME = "ce_time";
    /** The entity key. */
    public static final String SUBJECT = "ce_subject";

    public static final String CONTENT_TYPE = "content-type";
    /** When the gateway had the whole event, ISO-8601 in UTC with {@code Z}. */
    public static final String RECEIVED_AT = "received_at";
    /** {@code ok}, {@code skewed} or {@code clamped}: see {@link TimeFlag}. */
    public static final String TIME_FLAG = "freshet_time";

    /** What the caller's privacy policy keeps of the sender's address; absent where it keeps nothing. */
    public static final String ADDRESS = "freshet_address";
    /** Set on records that say something of the stream and are no event themselves: {@link #END_OF_DATA}. */
    public static final String CONTROL = "freshet_control";
    /** Value of {@link #CONTROL}: no more events come in this partition for now. */
    public static final String END_OF_DATA = "end-of-data";

    public static final String SPEC_VERSION_1 = "1.0";
    public static final String AVRO = "application/avro";
    public static final String DEFAULT_SOURCE = "/freshet/http";

    private EventHeaders() {}
}
