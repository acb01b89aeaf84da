package io.freshet.relay.kill;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.registry.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** Knows schema 1 and that of rejected events, 2; refuses 4, which is no Avro; can be told to be down. */
public final class FixedRegistry implements SchemaRegistry {
    public static final int ID = 1;
    public static final int REJECTED_ID = 2;
    public static final Schema SCHEMA = new Schema.Parser().parse("""
        {"type": "record", "name": "Sample", "fields": [
          {"name": "n", "type": "long"},
          {"name": "text", "type": "string"}]}
        """);

    public static final int META_ID = 3;
    public static final int NO_AVRO_ID = 4;
    public static final Schema META_SCHEMA = new Schema.Parser().parse("""
        {"type": "record", "name": "Meta", "fields": [{"name": "_meta", "type": "string"}]}
        """);

    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>(Map.of(
            ID,
            SCHEMA,
            REJECTED_ID,
            BuiltInTypes.get(BuiltInTypes.EVENTS_REJECTED).schema(),
            META_ID,
            META_SCHEMA));
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean down;

    public void down(boolean isDown) {
        down = isDown;
    }

    /** How often somebody asked for a schema. */
    public int asked() {
        return asked.get();
    }

    @Override
    public Answer<Schema> byId(int id) {
        asked.incrementAndGet();
        if (down) {
            return new Answer.Unavailable<>("down");
        }
        if (id == NO_AVRO_ID) {
            return new Answer.Refused<>("no Avro schema");
        }
        Schema schema = schemas.get(id);
        return schema == null ? new Answer.Unknown<>() : new Answer.Found<>(schema);
    }

    @Override
    public Answer<Registered> register(String subject, Schema schema) {
        return down
                ? new Answer.Unavailable<>("down")
                : new Answer.Found<>(new Registered(subject, REJECTED_ID, 1, schema));
    }

    @Override
    public Answer<Registered> latest(String subject) {
        return new Answer.Unknown<>();
    }

    @Override
    public Answer<List<Registered>> versions(String subject) {
        return new Answer.Unknown<>();
    }

    @Override
    public Answer<List<String>> subjects() {
        return new Answer.Unknown<>();
    }

    @Override
    public Answer<String> compatibility(String subject) {
        return new Answer.Unknown<>();
    }
}
