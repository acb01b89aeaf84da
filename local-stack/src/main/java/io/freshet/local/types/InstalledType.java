package io.freshet.local.types;

/**
 * An event type that can be used: its schema is registered and its topic is there.
 *
 * @param version the subject's own count, from 1
 * @param ingestible may be posted to the gateway
 * @param partitions of its topic; 0 when the topic is missing
 */
public record InstalledType(String name, int schemaId, int version, boolean ingestible, int partitions) {}
