package io.freshet.relay.encode;

import io.freshet.model.json.AvroToJson;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.relay.encode.Encoding.SchemaUnavailable;
import io.freshet.relay.encode.RowWriter.SchemaMissingException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Compiled writers' schemas by id. Any number of threads; may ask the registry, so never on the poll thread. */
final class Transcoders {
    /** Far more schema versions than one installation has; over it the cache begins anew. */
    private static final int MAX_CACHED = 2_000;

    private final SchemaRegistry registry;
    private final Map<Integer, AvroToJson> compiled = new ConcurrentHashMap<>();

    Transcoders(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Empty only when the registry itself said that it knows no such id, or none that is Avro.
     *
     * @throws SchemaMissingException when nobody can say
     */
    Optional<AvroToJson> byId(int id) throws SchemaMissingException {
        AvroToJson known = compiled.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        return switch (registry.byId(id)) {
            case Answer.Found<Schema>(Schema schema) -> Optional.of(compile(id, schema));
            case Answer.Unknown<Schema> unknown -> Optional.empty();
            case Answer.Refused<Schema> noAvro -> Optional.empty();
            case Answer.Unavailable<Schema>(String why) ->
                throw new SchemaMissingException(new SchemaUnavailable(id, why));
        };
    }

    private AvroToJson compile(int id, Schema schema) {
        if (compiled.size() >= MAX_CACHED) {
            compiled.clear();
        }
        return compiled.computeIfAbsent(id, any -> AvroToJson.of(schema));
    }
}
