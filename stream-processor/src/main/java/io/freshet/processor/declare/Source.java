package io.freshet.processor.declare;

import org.apache.avro.Schema;

/**
 * An event type that a job reads.
 *
 * @param type also its topic
 * @param schema by which the declaration was checked; records are read by the schema they were written with, fields by name
 */
public record Source(String type, Schema schema) {}
