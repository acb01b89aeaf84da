package io.freshet.processor.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.model.Reason;
import io.freshet.model.json.FreshetJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A request that is not answered, as RFC 9457 has it. */
record Problem(Reason reason, String detail) {
    static final String CONTENT_TYPE = "application/problem+json";

    /** How soon asking again makes sense, seconds: a restored or moved partition is there within moments, or a while later anyway. */
    static final int RETRY_AFTER = 1;

    boolean isPassing() {
        return reason.scope() == Reason.Scope.PASSING;
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "https://freshet.io/problems/" + reason.slug());
            json.writeStringField("title", title());
            json.writeNumberField("status", reason.status());
            json.writeStringField("detail", detail);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return text.toString();
    }

    private String title() {
        String slug = reason.slug();
        return slug.substring(0, 1).toUpperCase(Locale.ROOT) + slug.substring(1).replace('-', ' ');
    }
}
