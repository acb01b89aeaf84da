package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Writes the JSON value at which the parser stands as Avro of one schema. Immutable; any number of threads. */
abstract class ValueWriter {

    /**
     * @return false when the value does not fit, with the reason in {@code scratch}; the parser then stands somewhere in the
     *     value, and what was written so far is to be thrown away
     */
    abstract boolean write(JsonParser parser, Scratch scratch) throws IOException;

    /** What it takes, in words that follow "expected". */
    abstract String expected();
}
