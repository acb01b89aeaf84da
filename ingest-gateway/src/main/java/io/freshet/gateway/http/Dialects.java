package io.freshet.gateway.http;

import io.freshet.gateway.admission.Limits;
import io.freshet.gateway.intake.TypedEvents;
import io.vertx.core.http.HttpServerRequest;

/** All protocols that are spoken. Immutable; any thread. */
public final class Dialects {
    private final Dialect plain;

    public Dialects(Limits limits) {
        this.plain = new NativeDialect(new TypedEvents(limits));
    }

    /** Of a request to one of Freshet's own paths. */
    Dialect of(HttpServerRequest request, RequestHead head) {
        return plain;
    }
}
