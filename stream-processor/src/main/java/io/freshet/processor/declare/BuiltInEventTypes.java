package io.freshet.processor.declare;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventTypeDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** The types that Freshet comes with and others that are at hand as schemas; asks nobody. */
public final class BuiltInEventTypes implements EventTypes {
    private final Map<String, Schema> types = new LinkedHashMap<>();

    /** @param others which come before the built-in ones of the same name */
    public BuiltInEventTypes(List<EventTypeDefinition> others) {
        BuiltInTypes.all().forEach(type -> types.put(type.name(), type.schema()));
        others.forEach(type -> types.put(type.name(), type.schema()));
    }

    @Override
    public Answer find(String type) {
        Schema schema = types.get(type);
        return schema == null
                ? new Answer.Unknown()
                : new Answer.Known(schema, Boolean.TRUE.equals(schema.getObjectProp("freshet.ingest")));
    }

    @Override
    public Collection<String> names() {
        return new TreeSet<>(types.keySet());
    }
}
