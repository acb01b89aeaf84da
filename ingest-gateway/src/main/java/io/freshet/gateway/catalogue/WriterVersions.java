package io.freshet.gateway.catalogue;

import io.freshet.model.json.AvroToJson;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The versions of a type as the registry has them, by its ids; each is compiled when the first event in it comes. Any thread. */
public final class WriterVersions {
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final Map<Integer, AvroToJson> compiled = new ConcurrentHashMap<>();

    WriterVersions(List<Registered> versions) {
        versions.forEach(version -> schemas.put(version.id(), version.schema()));
    }

    /** Reads events in the version with this id; null where the type has no such version, or none that was known when it was taken up. */
    public @Nullable AvroToJson of(int schemaId) {
        AvroToJson known = compiled.get(schemaId);
        Schema schema = known == null ? schemas.get(schemaId) : null;
        return schema == null ? known : compiled.computeIfAbsent(schemaId, id -> AvroToJson.of(schema));
    }
}
