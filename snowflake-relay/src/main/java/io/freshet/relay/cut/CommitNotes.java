package io.freshet.relay.cut;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.relay.cut.CommitNote.Pending;
import io.freshet.relay.cut.CommitNote.Settled;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON of a {@link CommitNote}. Topic and partition are not in it: they are those of the commit that bears it.
 */
public final class CommitNotes {
    /** The broker's default {@code offset.metadata.max.bytes}. */
    public static final int MAX_BYTES = 4_096;

    private static final JsonFactory JSON = new JsonFactory();

    private CommitNotes() {}

    /** @throws IllegalArgumentException when the note would not fit into {@link #MAX_BYTES} */
    public static String write(CommitNote note) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("topic_id", note.topicId());
            switch (note) {
                case Settled settled -> json.writeNumberField("from", settled.from());
                case Pending pending -> writePending(pending, json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = out.toString();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("commit note of " + bytes + " bytes: a broker takes " + MAX_BYTES);
        }
        return text;
    }

    private static void writePending(Pending pending, JsonGenerator json) throws IOException {
        Intent intent = pending.intent();
        json.writeNumberField("from", intent.range().from());
        json.writeNumberField("until", intent.range().until());
        json.writeStringField("key", intent.key());
        json.writeStringField("store", intent.store());
        json.writeStringField("codec", intent.codec());
        json.writeStringField("format", intent.format());
        json.writeStringField("sha256", intent.sha256());
        if (pending.epoch().isPresent()) {
            json.writeNumberField("epoch", pending.epoch().get());
        }
    }

    /** Empty when the text is not one of ours: a commit by another tool says nothing about what was stored. */
    public static Optional<CommitNote> read(String topic, int partition, String text) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (!json.nextToken().isScalarValue()) {
                    return Optional.empty();
                }
                fields.put(name, json.getText());
            }
            return Optional.of(note(topic, partition, fields));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static CommitNote note(String topic, int partition, Map<String, String> fields) {
        String topicId = required(fields, "topic_id");
        long from = Long.parseLong(required(fields, "from"));
        if (!fields.containsKey("until")) {
            return new Settled(topicId, from);
        }
        long until = Long.parseLong(required(fields, "until"));
        Intent intent = new Intent(
                new Range(new Origin(topic, topicId, partition), from, until),
                required(fields, "store"),
                required(fields, "key"),
                required(fields, "format"),
                required(fields, "codec"),
                required(fields, "sha256"));
        return new Pending(intent, Optional.ofNullable(fields.get("epoch")).map(Integer::valueOf));
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }
}
