package io.freshet.gateway.intake.mqtt;

/** What the payloads of a topic are. */
enum Payload {
    /** One JSON object, the event. */
    JSON,
    /** The event as Avro in the Confluent wire format, of any version that the type has in the registry. */
    AVRO,
    /** Plain text that is one field: a number, a boolean or any text. */
    VALUE
}
