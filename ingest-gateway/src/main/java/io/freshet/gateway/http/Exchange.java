package io.freshet.gateway.http;

import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.Scope;

/**
 * The way of one request.
 *
 * <pre>
 *   admit ──▶ {@link Destination} ──▶ {@link WholeBody} ─────▶ {@link Judging} ──▶ hand over ──▶ all settled ──▶ answer
 *     │            │          └──▶ {@link LinesOfBody} ──┐       │              (piece by piece where it is a stream)
 *     └────────────┴──────────────────────────────┴───────┴──▶ problem
 * </pre>
 *
 * Where the path names no type, types are looked up behind the decoding instead, those of all events at once. Begins on the request's
 * event loop.
 */
final class Exchange {
    private final Call call;

    Exchange(Call call) {
        this.call = call;
    }

    void start() {
        if (call.dialect.hasKeyInBody() && !call.gateway.door().showsCredentials(call.request)) {
            collect();
            return;
        }
        Decision.Denied denied = call.enter(call.gateway.door().atHead(call.request, Scope.WRITE, call.head.length()));
        if (denied != null) {
            call.deny(denied);
        } else if (call.name == null) {
            collect();
        } else {
            new Destination(call, call.name, this::collect).find();
        }
    }

    /** Readers are slowed before they are refused. */
    private void collect() {
        if (call.gateway.underWay().pacing().isTight()) {
            call.await(call.gateway.underWay().pacing().relief(), relieved -> read());
        } else {
            read();
        }
    }

    private void read() {
        if (LinesOfBody.isStream(call)) {
            new LinesOfBody(call).start();
        } else {
            new WholeBody(call).start();
        }
    }
}
