package io.freshet.processor.declare;

import java.util.Collection;
import org.apache.avro.Schema;

/** The event types that declarations may name: the registry's, or those that Freshet comes with. May block. */
public interface EventTypes {
    Answer find(String type);

    /** For hints. */
    Collection<String> names();

    sealed interface Answer {
        /** @param ingestible whether senders may post it */
        record Known(Schema schema, boolean ingestible) implements Answer {}

        record Unknown() implements Answer {}

        /** Nobody could be asked. */
        record Unavailable(String why) implements Answer {}
    }
}
