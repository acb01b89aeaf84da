package io.freshet.processor.declare;

import io.freshet.model.TypeName;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Finds the types that a declaration names, and reports those that it cannot have. */
final class TypeLookup {
    private final EventTypes types;
    private final Issues issues;

    TypeLookup(EventTypes types, Issues issues) {
        this.types = types;
        this.issues = issues;
    }

    @Nullable
    Source source(Yaml.Text name, String path) {
        String problem = TypeName.problem(name.value());
        if (problem != null) {
            issues.add(name, path, "this is no event type: " + problem);
            return null;
        }
        return switch (types.find(name.value())) {
            case EventTypes.Answer.Known(Schema schema, boolean ingestible) -> new Source(name.value(), schema);
            case EventTypes.Answer.Unknown unknown -> {
                String near = NearMiss.hint(name.value(), types.names());
                issues.add(
                        name,
                        path,
                        "there is no event type " + name.value(),
                        near.isEmpty() ? "there are " + String.join(", ", types.names()) : near);
                yield null;
            }
            case EventTypes.Answer.Unavailable(String why) -> {
                issues.add(name, path, "cannot be checked: " + why);
                yield null;
            }
        };
    }

    void report(Yaml at, String path, String message) {
        issues.add(at, path, message);
    }

    EventTypes.Answer find(String name) {
        return types.find(name);
    }
}
