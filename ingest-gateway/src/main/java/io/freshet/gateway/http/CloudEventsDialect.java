package io.freshet.gateway.http;

import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.cloudevents.CloudEvents;
import io.freshet.gateway.outcome.Answer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** CloudEvents over HTTP, in all three content modes; answered as our own. Source: CloudEvents HTTP protocol binding 1.0.2. */
final class CloudEventsDialect implements Dialect {
    static final String PROTOCOL = "cloudevents";
    private static final String PREFIX = "ce-";

    private final CloudEvents events;

    CloudEventsDialect(CloudEvents events) {
        this.events = events;
    }

    static boolean speaks(HttpServerRequest request, RequestHead head) {
        String media = RequestHead.mediaType(head.contentType());
        return media.equals(RequestHead.CLOUD_EVENT)
                || media.equals(RequestHead.CLOUD_EVENTS)
                || request.headers().contains("ce-specversion");
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public Decoded decode(Arrival arrival) {
        return switch (RequestHead.mediaType(arrival.contentType())) {
            case RequestHead.CLOUD_EVENT -> events.structured(arrival.body(), arrival.name());
            case RequestHead.CLOUD_EVENTS -> events.batch(arrival.body(), arrival.name());
            default -> events.binary(attributes(arrival), arrival.body(), arrival.name());
        };
    }

    @Override
    public void answer(HttpServerRequest request, Answer answer) {
        Reply.send(request, answer);
    }

    private static Map<String, String> attributes(Arrival arrival) {
        Map<String, String> attributes = new HashMap<>();
        arrival.headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                attributes.putIfAbsent(name.substring(PREFIX.length()), decoded(header.getValue()));
            }
        });
        return attributes;
    }

    /** Percent-encoded UTF-8 beyond ASCII; a plus sign is one. */
    private static String decoded(String value) {
        try {
            return value.indexOf('%') < 0
                    ? value
                    : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
