package io.freshet.relay.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.store.FileFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Records of the manifest topic. Key of a file: its object key. Key of a high-water mark:
 * {@code high-water/<topic-id>/<partition>}. Values are JSON, the same for the same file.
 */
final class ManifestJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ManifestJson() {}

    /** How far a partition had come when some record was written. */
    record Mark(Origin origin, long until) {}

    static byte[] highWaterKey(Origin origin) {
        return ("high-water/" + origin.topicId() + "/" + origin.partition()).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] file(ManifestEntry entry) {
        return object(json -> {
            FileFacts facts = entry.facts();
            json.writeStringField("store", entry.store());
            json.writeStringField("key", entry.key());
            writeRange(facts.range(), json);
            json.writeNumberField("rows", facts.rows());
            json.writeNumberField("raw_bytes", facts.rawBytes());
            json.writeNumberField("bytes", entry.bytes());
            json.writeStringField("sha256", facts.sha256());
            json.writeStringField("format", facts.format());
            json.writeStringField("codec", facts.codec());
        });
    }

    static byte[] highWater(Range range) {
        return object(json -> writeRange(range, json));
    }

    /** The partition and the end of the range that any record of the manifest tells; empty for what is not ours. */
    static Optional<Mark> mark(byte[] value) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
                json.skipChildren();
            }
            return Optional.of(new Mark(
                    new Origin(
                            fields.getOrDefault("topic", ""),
                            fields.getOrDefault("topic_id", ""),
                            Integer.parseInt(fields.getOrDefault("partition", ""))),
                    Long.parseLong(fields.getOrDefault("until", ""))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void writeRange(Range range, JsonGenerator json) throws IOException {
        json.writeStringField("topic", range.origin().topic());
        json.writeStringField("topic_id", range.origin().topicId());
        json.writeNumberField("partition", range.origin().partition());
        json.writeNumberField("from", range.from());
        json.writeNumberField("until", range.until());
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] object(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
