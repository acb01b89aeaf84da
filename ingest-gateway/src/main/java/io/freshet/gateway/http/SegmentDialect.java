package io.freshet.gateway.http;

import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.tracker.Segment;
import io.freshet.gateway.outcome.Answer;
import io.freshet.model.Reason;
import io.vertx.core.http.HttpServerRequest;

/**
 * Segment's HTTP API. Its SDKs wait for {@code Retry-After} on 429 and on nothing else, and give up after some tries of anything else:
 * whatever passes is 429 to them. That of browsers throws an event away after ten tries whatever they were told, so the waits between
 * them grow. Rejected events are kept, so their sender is told that all is well.
 */
final class SegmentDialect implements Dialect {
    private static final int WAIT = Reason.OVERLOADED.status();
    private static final int SERVER_ERROR = 500;
    /** How often the same was sent before; the SDKs say so. */
    private static final String RETRY_COUNT = "X-Retry-Count";

    private final Segment events;
    private final String call;

    /** @param call {@code batch}, or the one that the path names */
    SegmentDialect(Segment events, String call) {
        this.events = events;
        this.call = call;
    }

    @Override
    public String protocol() {
        return Segment.PROTOCOL;
    }

    @Override
    public boolean hasKeyInBody() {
        return true;
    }

    @Override
    public Decoded decode(Arrival arrival) {
        return call.equals("batch") ? events.batch(arrival.body()) : events.one(arrival.body(), call);
    }

    @Override
    public void answer(HttpServerRequest request, Answer answer) {
        if (answer.isPassing()) {
            Reply.send(request, adapt(request, Problem.of(answer.passingReason(), "Send the same again.")));
        } else {
            Reply.success(request);
        }
    }

    @Override
    public Problem adapt(HttpServerRequest request, Problem problem) {
        boolean passes = problem.status() > SERVER_ERROR
                || problem.status() == WAIT
                || problem.status() == Reason.BODY_TIMEOUT.status();
        return passes
                ? problem.withStatus(WAIT)
                        .withRetryAfter(RetryAfter.seconds(
                                Math.max(RetryAfter.MOMENT, problem.retryAfter()), request.getHeader(RETRY_COUNT)))
                : problem;
    }
}
