package io.freshet.processor.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.model.WireFormat;
import io.freshet.model.json.AvroToJson;
import io.freshet.model.json.FreshetJson;
import io.freshet.processor.decode.WriterSchemas;
import io.freshet.processor.state.KeptResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Writes results as JSON: their fields, and {@code _meta} with key, id and whether it is the last of its key and window. Any thread. */
public final class ResultRows {
    /** Versions of result types are few. */
    private static final int MAX_SCHEMAS = 1_000;

    private final WriterSchemas schemas;
    private final Map<Integer, AvroToJson> writers = new ConcurrentHashMap<>();

    public ResultRows(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    /** May wait for the registry. */
    String json(String key, KeptResult result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(text)) {
            json.writeStartObject();
            Optional<AvroToJson> writer = writer(WireFormat.schemaId(result.value()));
            if (writer.isPresent()) {
                writer.get().write(result.value(), WireFormat.HEADER_BYTES, result.value().length, json);
            }
            json.writeObjectFieldStart("_meta");
            json.writeStringField("key", key);
            json.writeStringField("id", result.id().toString());
            json.writeBooleanField("final", result.isFinal());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        } catch (AvroToJson.UndecodableException e) {
            throw new IllegalStateException("a result that was kept cannot be read", e);
        }
        return text.toString();
    }

    private Optional<AvroToJson> writer(int id) {
        AvroToJson known = writers.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<AvroToJson> made = schemas.byId(id).map(AvroToJson::of);
        if (writers.size() < MAX_SCHEMAS) {
            made.ifPresent(writer -> writers.put(id, writer));
        }
        return made;
    }
}
