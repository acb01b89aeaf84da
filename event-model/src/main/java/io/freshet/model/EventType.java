package io.freshet.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One version of an event type: an Avro record schema with its {@code freshet.*} properties. Its topic bears its name.
 *
 * @param schemaId the registry's id of this version
 * @param ingestible {@code freshet.ingest}: may be posted; result and alert types can't be forged
 * @param keyField {@code freshet.key}: the field whose value orders and partitions; null only for types that are not ingestible
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
        EventTypeRules rules = new EventTypeRules(schema);
        rules.checkName(name);
        rules.checkShape();
        boolean ingest = rules.ingest();
        EventType type = new EventType(
                name, schemaId, schema, ingest, rules.key(ingest), rules.time(), rules.ids(), rules.extra());
        if (!rules.problems().isEmpty()) {
            throw new InvalidEventTypeException(rules.problems());
        }
        return type;
    }

    /**
     * What a new version of a type changes that no version may: the {@code freshet.*} properties, by which older records were
     * keyed and deduplicated. Whether the fields are compatible is for the registry to say.
     *
     * @return one sentence for each change; empty when {@code next} may follow {@code previous}
     */
    public static List<String> checkSuccessor(EventType previous, EventType next) {
        List<String> changes = new ArrayList<>();
        change(changes, EventTypeRules.INGEST, previous.ingestible, next.ingestible);
        change(changes, EventTypeRules.KEY, previous.keyField, next.keyField);
        change(changes, EventTypeRules.TIME, previous.timeField, next.timeField);
        change(changes, EventTypeRules.ID, previous.idFields, next.idFields);
        change(changes, EventTypeRules.EXTRA, previous.extraField, next.extraField);
        return changes;
    }

    private static void change(List<String> changes, String property, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            changes.add(property + " was " + was + " and cannot become " + is);
        }
    }

    /** The subject of the schema registry: {@code <topic>-value}. */
    public String subject() {
        return TypeName.subject(name);
    }

    /** The table of its rows in every layer of the warehouse. */
    public String table() {
        return TypeName.table(name);
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
