package io.freshet.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * What Segment's browser SDK asks for first: here that there are no other destinations and no measurements of the SDK itself, and that
 * events go to the gateway it asked. It says nothing that the address did not, so anyone may ask.
 */
final class SegmentSettings {
    static final String PATH = "/v1/projects/:writeKey/settings";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?|\\[[0-9a-fA-F:.]{2,45}](?::[0-9]{1,5})?");

    private SegmentSettings() {}

    static void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        String key = context.pathParam("writeKey");
        String host = request.getHeader(HttpHeaders.HOST);
        if (key == null
                || host == null
                || !KEY.matcher(key).matches()
                || !HOST.matcher(host).matches()) {
            context.next();
            return;
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(
                        "{\"integrations\":{\"Segment.io\":{\"apiKey\":\"%s\",\"apiHost\":\"%s/v1\",\"protocol\":\"%s\"}},\"plan\":{},\"edgeFunction\":{},\"metrics\":{\"sampleRate\":0}}"
                                .formatted(key, host, request.isSSL() ? "https" : "http")));
    }
}
