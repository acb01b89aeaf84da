package io.freshet.processor.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.model.json.FreshetJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some results.
 *
 * @param rows each a JSON object
 * @param next cursor of the next page; null where there is none
 * @param truncated whether there are more than these
 */
record Page(List<String> rows, @Nullable String next, boolean truncated) {

    String ndjson() {
        return rows.isEmpty() ? "" : String.join("\n", rows) + "\n";
    }

    String json(String job) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("job", job);
            json.writeArrayFieldStart("results");
            for (String row : rows) {
                json.writeRawValue(row);
            }
            json.writeEndArray();
            json.writeStringField("next", next);
            json.writeBooleanField("truncated", truncated);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return text.toString();
    }
}
