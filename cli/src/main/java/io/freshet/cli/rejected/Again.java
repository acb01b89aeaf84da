package io.freshet.cli.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.model.RejectedEvent;
import java.io.ByteArrayOutputStream;

/**
 * How a rejected event is sent again: by the protocol that it came by, so that it is read as it was. Pure.
 */
public sealed interface Again {

    /** @param body the event's own bytes, in the frame that its protocol puts around one event */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Request(String path, String contentType, byte[] body) implements Again {}

    /** @param why in words for a person */
    record Impossible(String why) implements Again {}

    static Again of(RejectedEvent event) {
        if (event.payloadLength() > event.payload().length) {
            return new Impossible(
                    "only %d of its %d bytes were kept".formatted(event.payload().length, event.payloadLength()));
        }
        if (event.payload().length == 0) {
            return new Impossible("nothing of it was kept");
        }
        String own = event.type().isEmpty() ? "/v1/events" : "/v1/events/" + event.type();
        return switch (event.protocol()) {
            case "http", "mqtt" ->
                new Request(own, isForm(event) ? event.contentType() : "application/json", event.payload());
            case "cloudevents" -> new Request(own, "application/cloudevents+json", event.payload());
            case "segment" -> new Request("/v1/batch", "application/json", framed("{\"batch\":[", event, "]}"));
            case "snowplow" ->
                new Request(
                        "/com.snowplowanalytics.snowplow/tp2",
                        "application/json",
                        framed(
                                "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4\",\"data\":[",
                                event,
                                "]}"));
            default -> new Impossible("it did not come from a sender but from the " + event.protocol());
        };
    }

    private static boolean isForm(RejectedEvent event) {
        byte first = event.payload()[0];
        return event.contentType().startsWith("application/x-www-form-urlencoded") && first != '{' && first != '[';
    }

    private static byte[] framed(String before, RejectedEvent event, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.payload().length + 128);
        out.writeBytes(before.getBytes(UTF_8));
        out.writeBytes(event.payload());
        out.writeBytes(after.getBytes(UTF_8));
        return out.toByteArray();
    }
}
