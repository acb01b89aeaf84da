package io.freshet.gateway.http;

import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.outcome.Answer;
import io.vertx.core.http.HttpServerRequest;

/** How one protocol is read and answered. Immutable; any thread, but for {@link #answer}. */
interface Dialect {

    /** Labels metrics and rejected events. */
    String protocol();

    /** Whether a body may say by itself who sends. */
    default boolean hasKeyInBody() {
        return false;
    }

    /** Whether the body holds events of the path's type in JSON and nothing else, so that it need not be decoded first. */
    default boolean isPlain(RequestHead head, Body body) {
        return false;
    }

    /** Under which a rejected event is kept. */
    default String contentType(RequestHead head) {
        return head.contentType();
    }

    /** Takes time in proportion to the body. */
    Decoded decode(Arrival arrival);

    /** Every event has its outcome. Event loop of the request only. */
    void answer(HttpServerRequest request, Answer answer);

    /** What this protocol's senders are told instead of what ours are. */
    default Problem adapt(HttpServerRequest request, Problem problem) {
        return problem;
    }
}
