package io.freshet.model;

import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One version of an event type: an Avro record schema with its {@code freshet.*} properties. Its topic bears its name.
 *
 * @param schemaId the registry's id of this version
 * @param ingestible {@code freshet.ingest}: may be posted; result and alert types can't be forged
 * @param keyField {@code freshet.key}: the field whose value orders and partitions; null for types that are not ingestible
 * @param timeField {@code freshet.time}: the field that is the event's time
 * @param idFields {@code freshet.id}: the fields that identify an event, joined by {@code /}; empty where there are none
 * @param extraField the {@code map<string>} field marked {@code freshet.extra}, which takes unknown fields
 */
public record EventType(
        String name,
        int schemaId,
        Schema schema,
        boolean ingestible,
        @Nullable String keyField,
        @Nullable String timeField,
        List<String> idFields,
        @Nullable String extraField) {

    /**
     * Reads the properties of a schema.
     *
     * @throws InvalidEventTypeException naming every property that is wrong, and what was expected
     */
    public static EventType of(String name, int schemaId, Schema schema) throws InvalidEventTypeException {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new InvalidEventTypeException(List.of("the schema must be a record"));
        }
        return new EventType(name, schemaId, schema, false, null, null, List.of(), null);
    }

    /** The subject of the schema registry: {@code <topic>-value}. */
    public String subject() {
        return name + "-value";
    }

    /** A schema that cannot be an event type. */
    public static final class InvalidEventTypeException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<String> problems;

        public InvalidEventTypeException(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }

        public List<String> problems() {
            return problems;
        }
    }
}
