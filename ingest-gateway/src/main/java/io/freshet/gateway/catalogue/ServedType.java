package io.freshet.gateway.catalogue;

import io.freshet.model.EventType;
import io.freshet.model.json.JsonToAvro;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.util.List;

/**
 * A type in the version that is served now, with its compiled transcoder.
 *
 * @param versions in which senders may have written an event in Avro
 */
public record ServedType(EventType type, JsonToAvro transcoder, WriterVersions versions) {

    /** @param versions all that the registry has of the type */
    public static ServedType of(EventType type, List<Registered> versions) {
        return new ServedType(type, JsonToAvro.of(type), new WriterVersions(versions));
    }

    public String name() {
        return type.name();
    }
}
