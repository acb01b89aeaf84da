package io.freshet.processor.check;

import io.freshet.model.TypeName;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Registered;
import io.freshet.processor.declare.EventTypes;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** The registry's event types, in their newest versions. Every question may block for as long as the registry's client does. */
public final class RegistryEventTypes implements EventTypes {
    private static final String SUFFIX = TypeName.subject("");

    private final SchemaRegistry registry;

    public RegistryEventTypes(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Answer find(String type) {
        return switch (registry.latest(TypeName.subject(type))) {
            case SchemaRegistry.Answer.Found<Registered>(Registered latest) -> known(latest.schema());
            case SchemaRegistry.Answer.Unknown<Registered> unknown -> new Answer.Unknown();
            case SchemaRegistry.Answer.Refused<Registered>(String why) -> new Answer.Unavailable(why);
            case SchemaRegistry.Answer.Unavailable<Registered>(String why) -> new Answer.Unavailable(why);
        };
    }

    private static Answer known(Schema schema) {
        return schema.getType() == Schema.Type.RECORD
                ? new Answer.Known(schema, Boolean.TRUE.equals(schema.getObjectProp("freshet.ingest")))
                : new Answer.Unknown();
    }

    @Override
    public Collection<String> names() {
        List<String> subjects =
                registry.subjects() instanceof SchemaRegistry.Answer.Found<List<String>>(List<String> found)
                        ? found
                        : List.of();
        return new TreeSet<>(subjects.stream()
                .filter(subject -> subject.endsWith(SUFFIX))
                .map(subject -> subject.substring(0, subject.length() - SUFFIX.length()))
                .toList());
    }
}
