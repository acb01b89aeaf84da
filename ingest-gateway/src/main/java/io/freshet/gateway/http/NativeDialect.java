package io.freshet.gateway.http;

import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.TypedEvents;
import io.freshet.gateway.outcome.Answer;
import io.vertx.core.http.HttpServerRequest;

/** Freshet's own: events as JSON, each naming its type in {@code _meta.type} where the path names none. */
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
        return true;
    }

    @Override
    public Decoded decode(Arrival arrival) {
        return events.decode(arrival.body());
    }

    @Override
    public void answer(HttpServerRequest request, Answer answer) {
        Reply.send(request, answer);
    }
}
