package io.freshet.gateway.door;

import io.freshet.gateway.admission.Origins;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.regex.Pattern;

/**
 * Tells browsers which pages may send and read answers. Headers are put before anything is decided, so that an error can be read by the
 * page that caused it. Source: https://fetch.spec.whatwg.org/#http-cors-protocol
 */
final class Cors {
    private static final String METHODS = "GET, POST, OPTIONS";
    /** Chromium remembers no longer, other browsers a day at most. */
    private static final String TWO_HOURS = "7200";

    private static final String PRIVATE_NETWORK = "Access-Control-Request-Private-Network";
    private static final String ALLOW_PRIVATE_NETWORK = "Access-Control-Allow-Private-Network";
    private static final CharSequence VARY = HttpHeaders.createOptimized("Origin");
    private static final CharSequence VARY_OF_PREFLIGHT = HttpHeaders.createOptimized(
            "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, " + PRIVATE_NETWORK);
    private static final CharSequence EXPOSED = HttpHeaders.createOptimized("Retry-After, RateLimit, RateLimit-Policy");
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}";
    private static final Pattern TOKENS = Pattern.compile(TOKEN + "(?:[ \\t]*,[ \\t]*" + TOKEN + "){0,49}");

    private Cors() {}

    static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** What every answer says, whether its request came from a page or not: a cache must not give one's answer to another. */
    static void vary(HttpServerResponse response) {
        response.putHeader(HttpHeaders.VARY, VARY);
    }

    /** @return whether pages of this origin may send and read */
    static boolean allow(HttpServerResponse response, String origin, Origins origins) {
        if (origins.lists(origin)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            if (!origin.equals("null")) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
        } else if (origins.allows(origin)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        } else {
            return false;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        return true;
    }

    /** What the answer to an allowed preflight says besides. */
    static void preflight(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.VARY, VARY_OF_PREFLIGHT)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, TWO_HOURS);
        String headers = String.join(", ", request.headers().getAll(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS));
        if (TOKENS.matcher(headers).matches()) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
        if ("true".equals(request.getHeader(PRIVATE_NETWORK))) {
            response.putHeader(ALLOW_PRIVATE_NETWORK, "true");
        }
    }
}
