package io.freshet.processor.declare;

import org.apache.avro.Schema;

/** A field of a job's results. */
public record ResultField(String name, Schema schema) {}
