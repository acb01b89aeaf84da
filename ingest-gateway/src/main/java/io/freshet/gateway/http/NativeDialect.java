package io.freshet.gateway.http;

import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.TypedEvents;
import io.freshet.gateway.outcome.Answer;
import io.freshet.model.Reason;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;

/** Freshet's own: events as JSON, each naming its type in {@code _meta.type} where the path names none; or one event as a form. */
final class NativeDialect implements Dialect {
    static final String PROTOCOL = "http";

    private final TypedEvents events;

    NativeDialect(TypedEvents events) {
        this.events = events;
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean isPlain(RequestHead head, Body body) {
        return !head.isForm() || looksLikeJson(body);
    }

    @Override
    public Decoded decode(Arrival arrival) {
        Body body = arrival.body();
        if (!RequestHead.FORM.equals(RequestHead.mediaType(arrival.contentType())) || looksLikeJson(body)) {
            return events.decode(body, arrival.name());
        }
        return arrival.type() == null
                ? new Decoded.Refused(
                        Reason.UNSUPPORTED_MEDIA_TYPE, "A form is posted to the path of its type: /v1/events/{type}.")
                : PixelDialect.form(Arrays.copyOf(body.bytes(), body.length()), arrival.type());
    }

    @Override
    public void answer(HttpServerRequest request, Answer answer) {
        Reply.send(request, answer);
    }

    /** Some senders label JSON as a form, and no name in a form of ours begins like this. */
    private static boolean looksLikeJson(Body body) {
        for (int i = 0; i < body.length(); i++) {
            byte at = body.bytes()[i];
            if (at != ' '
                    && at != '\n'
                    && at != '\r'
                    && at != '\t'
                    && at != (byte) 0xEF
                    && at != (byte) 0xBB
                    && at != (byte) 0xBF) {
                return at == '{' || at == '[';
            }
        }
        return true;
    }
}
