package io.freshet.model.registry;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema registry with the Confluent-compatible API. Every method blocks (network, disk): never call it on an event loop.
 * Safe for any number of threads.
 */
public interface SchemaRegistry {

    /** The schema with this id, from memory, disk or the registry. */
    Answer<Schema> byId(int id);

    /** The newest version under this subject; asks the registry, and falls back to what it last said. */
    Answer<Registered> latest(String subject);

    /** Every version of the subject, oldest first. */
    Answer<List<Registered>> versions(String subject);

    /** All subjects, sorted. */
    Answer<List<String>> subjects();

    /** The compatibility level in force for the subject. */
    Answer<String> compatibility(String subject);

    /**
     * Registers a schema (or finds the same one) under {@code FULL_TRANSITIVE} compatibility, which is set first where the
     * subject does not have it.
     */
    Answer<Registered> register(String subject, Schema schema);

    /**
     * @param id the registry's id, which stands in every Kafka record
     * @param version the subject's own count, from 1
     */
    record Registered(String subject, int id, int version, Schema schema) {}

    /** What the registry said. "Unknown" is said only when the registry itself said so. */
    sealed interface Answer<T> {
        record Found<T>(T value) implements Answer<T> {}

        record Unknown<T>() implements Answer<T> {}

        /** The registry refused: an incompatible or invalid schema. */
        record Refused<T>(String why) implements Answer<T> {}

        /** No answer could be had, and none is remembered. */
        record Unavailable<T>(String why) implements Answer<T> {}
    }
}
