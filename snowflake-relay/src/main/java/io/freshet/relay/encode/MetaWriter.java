package io.freshet.relay.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.model.EventHeaders;
import io.freshet.model.TimeFlag;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.encode.SourceRecord.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code _meta} of a row. The headers that have a field of their own ({@code id}, {@code type}, {@code source},
 * {@code time}, {@code received_at}) are not repeated under {@code headers}.
 */
final class MetaWriter {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);
    private static final Map<String, String> PROMOTED = promoted();

    private MetaWriter() {}

    private static Map<String, String> promoted() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("time", EventHeaders.TIME);
        names.put("id", EventHeaders.ID);
        names.put("type", EventHeaders.TYPE);
        names.put("source", EventHeaders.SOURCE);
        names.put("received_at", EventHeaders.RECEIVED_AT);
        return names;
    }

    static void write(Origin origin, SourceRecord record, List<String> flags, JsonGenerator json) throws IOException {
        Map<String, Header> first = new LinkedHashMap<>();
        Map<String, List<Header>> more = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (first.putIfAbsent(header.name(), header) != null) {
                more.computeIfAbsent(header.name(), name -> new ArrayList<>()).add(header);
            }
        }
        json.writeObjectFieldStart("_meta");
        json.writeStringField("topic", origin.topic());
        json.writeStringField("topic_id", origin.topicId());
        json.writeNumberField("partition", origin.partition());
        json.writeNumberField("offset", record.offset());
        json.writeFieldName("key");
        writeBytes(record.key(), json);
        json.writeStringField("timestamp", timestamp(record.timestamp()));
        for (Map.Entry<String, String> field : PROMOTED.entrySet()) {
            Header header = first.get(field.getValue());
            json.writeFieldName(field.getKey());
            writeBytes(header == null ? null : header.value(), json);
        }
        writeHeaders(first, more, json);
        writeFlags(first.get(EventHeaders.TIME_FLAG), flags, json);
        json.writeEndObject();
    }

    /** Milliseconds since 1970 as ISO-8601 in UTC, always with three digits of fraction. */
    static String timestamp(long millis) {
        return MILLIS.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    }

    private static void writeHeaders(Map<String, Header> first, Map<String, List<Header>> more, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("headers");
        for (Header header : first.values()) {
            if (!PROMOTED.containsValue(header.name())) {
                json.writeFieldName(header.name());
                writeBytes(header.value(), json);
            }
        }
        json.writeEndObject();
        if (more.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("headers_more");
        for (Map.Entry<String, List<Header>> repeated : more.entrySet()) {
            json.writeArrayFieldStart(repeated.getKey());
            for (Header header : repeated.getValue()) {
                writeBytes(header.value(), json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeFlags(@Nullable Header timeFlag, List<String> flags, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart("flags");
        String label = timeFlag == null ? null : utf8(timeFlag.value());
        if (TimeFlag.SKEWED.label().equals(label) || TimeFlag.CLAMPED.label().equals(label)) {
            json.writeString("time-" + label);
        }
        for (String flag : flags) {
            json.writeString(flag);
        }
        json.writeEndArray();
    }

    /** A string where the bytes are UTF-8, else {@code {"b64": …}}. */
    static void writeBytes(byte @Nullable [] bytes, JsonGenerator json) throws IOException {
        if (bytes == null) {
            json.writeNull();
            return;
        }
        String text = utf8(bytes);
        if (text != null) {
            json.writeString(text);
            return;
        }
        json.writeStartObject();
        json.writeBinaryField("b64", bytes);
        json.writeEndObject();
    }

    private static @Nullable String utf8(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
