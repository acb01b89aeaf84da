package io.freshet.relay.encode;

import io.freshet.model.json.AvroToJson;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.relay.encode.Encoding.SchemaUnavailable;
import io.freshet.relay.encode.RowWriter.SchemaMissingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Compiled writers' schemas by id. Any number of threads; may ask the registry, so never on the poll thread. */
final class Transcoders {
    /** Far more schema versions than one installation has; over it the cache begins anew. */
    static final int MAX_CACHED = 2_000;

    /** Junk brings ever new ids; over it the memory of them begins anew. */
    static final int MAX_UNKNOWN = 10_000;

    /** How long an id stays unknown: a file of junk costs one question per id, and a schema that comes later is seen soon. */
    static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);

    private final SchemaRegistry registry;
    private final InstantSource clock;
    private final Map<Integer, AvroToJson> compiled = new ConcurrentHashMap<>();
    private final Map<Integer, Instant> unknownUntil = new ConcurrentHashMap<>();

    Transcoders(SchemaRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Empty only when the registry itself said, within the last {@link #UNKNOWN_FOR}, that it knows no such id, or none that is Avro.
     *
     * @throws SchemaMissingException when nobody can say
     */
    Optional<AvroToJson> byId(int id) throws SchemaMissingException {
        AvroToJson known = compiled.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Instant now = clock.instant();
        Instant unknown = unknownUntil.get(id);
        if (unknown != null && now.isBefore(unknown)) {
            return Optional.empty();
        }
        return switch (registry.byId(id)) {
            case Answer.Found<Schema>(Schema schema) -> Optional.of(compile(id, schema));
            case Answer.Unknown<Schema> nobody -> remember(id, now);
            case Answer.Refused<Schema> noAvro -> remember(id, now);
            case Answer.Unavailable<Schema>(String why) ->
                throw new SchemaMissingException(new SchemaUnavailable(id, why));
        };
    }

    /** How many ids are held to be unknown. */
    int unknown() {
        return unknownUntil.size();
    }

    private Optional<AvroToJson> remember(int id, Instant now) {
        if (unknownUntil.size() >= MAX_UNKNOWN) {
            unknownUntil.clear();
        }
        unknownUntil.put(id, now.plus(UNKNOWN_FOR));
        return Optional.empty();
    }

    private AvroToJson compile(int id, Schema schema) {
        if (compiled.size() >= MAX_CACHED) {
            compiled.clear();
        }
        unknownUntil.remove(id);
        return compiled.computeIfAbsent(id, any -> AvroToJson.of(schema));
    }
}
