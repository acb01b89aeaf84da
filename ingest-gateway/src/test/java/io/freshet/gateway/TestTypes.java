package io.freshet.gateway;

import io.freshet.model.EventType;
import io.freshet.model.EventType.InvalidEventTypeException;
import org.apache.avro.Schema;

/** Event types for tests. */
public final class TestTypes {
    public static final String SHOP = """
            {"type":"record","name":"Shop","freshet.ingest":true,"freshet.key":"user","freshet.time":"at","fields":[
              {"name":"user","type":"string"},
              {"name":"n","type":["null","long"],"default":null},
              {"name":"at","type":["null",{"type":"long","logicalType":"timestamp-millis"}],"default":null}]}""";

    private TestTypes() {}

    public static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }

    public static EventType type(String name, int schemaId, String json) {
        try {
            return EventType.of(name, schemaId, schema(json));
        } catch (InvalidEventTypeException e) {
            throw new AssertionError(e);
        }
    }

    public static EventType shop() {
        return type("shop", 7, SHOP);
    }
}
