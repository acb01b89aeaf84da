package io.freshet.processor;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventTypeDefinition;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import java.nio.file.Path;
import org.apache.avro.Schema;

/** What tests register. */
final class Schemas {
    private final SchemaRegistry registry;

    Schemas(String url, Path cache) {
        this.registry = ConfluentRegistry.at(url, cache);
    }

    SchemaRegistry registry() {
        return registry;
    }

    /** All that the job needs; returns the id of the orders' schema. */
    int registerBuiltIns() {
        register(BuiltInTypes.get(BuiltInTypes.CUSTOMER_ORDER_TOTALS));
        register(BuiltInTypes.get(BuiltInTypes.EVENTS_REJECTED));
        return register(BuiltInTypes.get(BuiltInTypes.ORDER_EVENTS));
    }

    int register(EventTypeDefinition type) {
        return register(type.subject(), type.schema());
    }

    int register(String subject, Schema schema) {
        return switch (registry.register(subject, schema)) {
            case Answer.Found<SchemaRegistry.Registered>(var registered) -> registered.id();
            case Answer<SchemaRegistry.Registered> other -> throw new IllegalStateException("not registered: " + other);
        };
    }
}
