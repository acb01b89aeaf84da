package io.freshet.gateway.door;

import io.freshet.gateway.admission.Standing;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.stream.Collectors;

/** Tells senders what is left of their limits. Source: draft-ietf-httpapi-ratelimit-headers-10. */
final class RateLimitHeaders {
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("RateLimit");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");

    private RateLimitHeaders() {}

    static void put(HttpServerResponse response, List<Standing> standing) {
        if (standing.isEmpty() || response.headWritten() || response.closed()) {
            return;
        }
        response.putHeader(
                POLICY,
                standing.stream()
                        .map(s -> "\"%s\";q=%d;w=%d".formatted(s.policy(), s.quota(), s.windowSeconds()))
                        .collect(Collectors.joining(", ")));
        response.putHeader(
                LIMIT,
                standing.stream()
                        .map(s -> "\"%s\";r=%d;t=%d".formatted(s.policy(), s.remaining(), s.resetSeconds()))
                        .collect(Collectors.joining(", ")));
    }
}
