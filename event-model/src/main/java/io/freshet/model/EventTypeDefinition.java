package io.freshet.model;

import io.freshet.model.EventType.InvalidEventTypeException;
import java.util.List;
import org.apache.avro.Schema;

/** An event type before a registry has given its schema an id: a name and a schema that go together. */
public record EventTypeDefinition(String name, Schema schema) {

    /**
     * A definition that has been checked.
     *
     * @throws InvalidEventTypeException naming every problem
     */
    public static EventTypeDefinition of(String name, Schema schema) throws InvalidEventTypeException {
        EventType.of(name, 0, schema);
        return new EventTypeDefinition(name, schema);
    }

    /**
     * A definition from the text of a schema file, checked.
     *
     * @throws InvalidEventTypeException naming every problem, also when the text is no Avro schema
     */
    public static EventTypeDefinition parse(String name, String schema) throws InvalidEventTypeException {
        Schema parsed;
        try {
            parsed = new Schema.Parser().parse(schema);
        } catch (RuntimeException notASchema) {
            // Avro's parser throws whatever comes up, a NullPointerException for the name of an unknown type.
            throw new InvalidEventTypeException(List.of("not an Avro schema: " + notASchema.getMessage()));
        }
        return of(name, parsed);
    }

    /** The type as the registry knows it. */
    public EventType withId(int schemaId) {
        try {
            return EventType.of(name, schemaId, schema);
        } catch (InvalidEventTypeException unchecked) {
            throw new IllegalStateException("a definition that was not checked: " + name, unchecked);
        }
    }

    public String subject() {
        return TypeName.subject(name);
    }

    public String table() {
        return TypeName.table(name);
    }
}
