package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import io.freshet.model.EventType;
import java.io.IOException;

/**
 * Turns one JSON event into Avro in the Confluent wire format, in one pass, driven by the type's schema. Compiled once
 * per schema version; immutable; any number of threads.
 */
public final class JsonToAvro {
    private final EventType type;

    private JsonToAvro(EventType type) {
        this.type = type;
    }

    public static JsonToAvro of(EventType type) {
        return new JsonToAvro(type);
    }

    public EventType type() {
        return type;
    }

    /**
     * Reads one event.
     *
     * @param parser stands at the first token of the event; afterwards at its last one, unless the answer is not resumable
     * @throws IOException only when the parser's input itself fails to be read, never for what the sender wrote
     */
    public Transcoded transcode(JsonParser parser) throws IOException {
        throw new UnsupportedOperationException();
    }
}
