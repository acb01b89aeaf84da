package io.freshet.cli.send;

import io.freshet.model.EventType;
import java.util.List;
import org.apache.avro.Schema;

/** Event types for the tests of this package. */
final class Types {
    static final String FIELDS = """
            {"type":"record","name":"Shop","fields":[
              {"name":"event_time","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"event_type","type":"string"},
              {"name":"product_id","type":"long"},
              {"name":"brand","type":["null","string"],"default":null},
              {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},
              {"name":"rating","type":["null","double"],"default":null},
              {"name":"seen","type":["null","boolean"],"default":null},
              {"name":"tags","type":["null",{"type":"array","items":"string"}],"default":null},
              {"name":"user_id","type":"string"}]}
            """;

    static final EventType SHOP = type(List.of());
    static final EventType SHOP_WITH_ID = type(List.of("user_id", "event_time"));

    private Types() {}

    private static EventType type(List<String> idFields) {
        Schema schema = new Schema.Parser().parse(FIELDS);
        return new EventType("shop", 1, schema, true, "user_id", "event_time", idFields, null);
    }
}
