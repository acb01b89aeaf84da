package io.freshet.gateway.http;

import io.freshet.model.Reason;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request says of its body.
 *
 * @param contentType as the sender gave it, {@code application/json} where it gave none
 * @param lines whether one event per line was declared
 * @param length declared length in bytes, -1 if none
 */
record RequestHead(String contentType, boolean lines, long length) {
    /** It is kept with every rejected event of the request. */
    private static final int LONGEST_CONTENT_TYPE = 256;

    private static final String JSON = "application/json";
    private static final List<String> LINES = List.of("application/x-ndjson", "application/ndjson");
    private static final List<String> UNDECIDED = List.of(JSON, "text/plain");

    static RequestHead of(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        String contentType = type == null ? JSON : type;
        return new RequestHead(
                contentType, LINES.contains(mediaType(contentType)), length == null ? -1 : parse(length));
    }

    /** Why the body is not even looked at; null if it is. */
    @Nullable
    Problem problem(HttpServerRequest request, int bodyBytes) {
        if (!contentType.equals(JSON) && !isSupported()) {
            return Problem.of(
                    Reason.UNSUPPORTED_MEDIA_TYPE,
                    "Send application/json, application/x-ndjson or text/plain, in UTF-8.");
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Problem.of(Reason.UNSUPPORTED_ENCODING, "Send the body as it is, without Content-Encoding.");
        }
        return length > bodyBytes ? BodyCollector.tooLarge(bodyBytes) : null;
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

    private static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static long parse(String length) {
        try {
            return Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
