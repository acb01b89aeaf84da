package io.freshet.processor.ops;

import io.freshet.model.TypeName;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Registered;
import io.freshet.processor.declare.EventTypes;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;

/** The event types as the registry has them, in their newest versions. */
record RegisteredTypes(SchemaRegistry registry) implements EventTypes {
    private static final String SUFFIX = TypeName.subject("");

    @Override
    public Answer find(String type) {
        return switch (registry.latest(TypeName.subject(type))) {
            case SchemaRegistry.Answer.Found<Registered>(Registered latest) -> {
                Schema schema = latest.schema();
                yield new Answer.Known(schema, Boolean.TRUE.equals(schema.getObjectProp("freshet.ingest")));
            }
            case SchemaRegistry.Answer.Unknown<?> unknown -> new Answer.Unknown();
            case SchemaRegistry.Answer.Refused<?>(String why) -> new Answer.Unavailable(why);
            case SchemaRegistry.Answer.Unavailable<?>(String why) -> new Answer.Unavailable(why);
        };
    }

    @Override
    public Collection<String> names() {
        return switch (registry.subjects()) {
            case SchemaRegistry.Answer.Found<List<String>>(List<String> subjects) ->
                subjects.stream()
                        .filter(subject -> subject.endsWith(SUFFIX))
                        .map(subject -> subject.substring(0, subject.length() - SUFFIX.length()))
                        .toList();
            case SchemaRegistry.Answer<?> other -> List.of();
        };
    }
}
