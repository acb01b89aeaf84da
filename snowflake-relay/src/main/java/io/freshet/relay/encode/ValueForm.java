package io.freshet.relay.encode;

/** What the values of a topic are. */
public enum ValueForm {
    /** Avro behind a schema id, as all of Freshet's own topics. */
    AVRO,
    /** JSON text, with or without a schema id in front. */
    JSON,
    /** Anything: written as base64. */
    BYTES
}
