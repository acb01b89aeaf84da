package io.freshet.gateway.http;

import io.freshet.gateway.publish.Envelopes;
import io.freshet.model.Reason;
import io.freshet.model.json.HeaderText;
import io.freshet.model.json.SenderTime;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request says of its body.
 *
 * @param contentType as the sender gave it, {@code application/json} where it gave none
 * @param lines whether one event per line was declared
 * @param length declared length in bytes, -1 if none
 * @param sentAt what the sender's clock shows; an event may know better
 * @param replay the id under which the request's one event is sent again; null for a request that is no replay
 */
record RequestHead(
        String contentType,
        boolean lines,
        long length,
        @Nullable Instant sentAt,
        @Nullable String replay) {
    static final CharSequence SENT_AT = HttpHeaders.createOptimized("Freshet-Sent-At");
    /** Percent-encoded UTF-8, since ids are no ASCII. */
    static final CharSequence REPLAY = HttpHeaders.createOptimized("Freshet-Replay-Id");

    static final String FORM = "application/x-www-form-urlencoded";
    static final String CLOUD_EVENT = "application/cloudevents+json";
    static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

    /** It is kept with every rejected event of the request. */
    private static final int LONGEST_CONTENT_TYPE = 256;

    private static final String JSON = "application/json";
    private static final List<String> LINES = List.of("application/x-ndjson", "application/ndjson");
    private static final List<String> UNDECIDED = List.of(JSON, "text/plain", FORM, CLOUD_EVENT, CLOUD_EVENTS);

    static RequestHead of(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        String sentAt = request.getHeader(SENT_AT);
        String replay = request.getHeader(REPLAY);
        String contentType = type == null ? JSON : type;
        return new RequestHead(
                contentType,
                LINES.contains(mediaType(contentType)),
                length == null ? -1 : parse(length),
                sentAt == null ? null : SenderTime.read(sentAt),
                replay == null ? null : id(replay));
    }

    /** Why the body is not even looked at; null if it is. */
    @Nullable
    Problem problem(HttpServerRequest request, int bodyBytes) {
        if (!contentType.equals(JSON) && !isSupported()) {
            return Problem.of(
                    Reason.UNSUPPORTED_MEDIA_TYPE,
                    "Send application/json, application/x-ndjson, text/plain, a form or CloudEvents in JSON, in UTF-8.");
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity") && !encoding.equalsIgnoreCase("gzip")) {
            return Problem.of(Reason.UNSUPPORTED_ENCODING, "Send the body as it is or as gzip.");
        }
        return length > bodyBytes && !lines ? BodyCollector.tooLarge(bodyBytes) : null;
    }

    boolean isForm() {
        return FORM.equals(mediaType(contentType));
    }

    Envelopes.Delivery delivery(
            Dialect dialect, @Nullable Integer rejectedSchemaId, Instant receivedAt, Map<String, String> headers) {
        return new Envelopes.Delivery(
                dialect.protocol(), dialect.contentType(this), rejectedSchemaId, receivedAt, sentAt, replay, headers);
    }

    static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private boolean isSupported() {
        String media = mediaType(contentType);
        return contentType.length() <= LONGEST_CONTENT_TYPE && (lines || UNDECIDED.contains(media)) && isUtf8();
    }

    private boolean isUtf8() {
        String lower = contentType.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("charset=");
        if (at < 0) {
            return true;
        }
        String charset =
                lower.substring(at + "charset=".length()).replace("\"", "").strip();
        return charset.startsWith("utf-8") || charset.startsWith("us-ascii");
    }

    private static @Nullable String id(String encoded) {
        try {
            String id = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            return HeaderText.isId(id) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static long parse(String length) {
        try {
            return Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
