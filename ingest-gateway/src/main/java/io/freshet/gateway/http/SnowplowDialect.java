package io.freshet.gateway.http;

import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.tracker.Snowplow;
import io.freshet.gateway.outcome.Answer;
import io.freshet.model.Reason;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * Snowplow's tracker protocol. Its trackers keep what is answered with a status that they do not know to be final, and send nothing
 * else before it: what is final is 422 to them. Rejected events are kept, so their sender is told that all is well.
 */
final class SnowplowDialect implements Dialect {
    private static final int FINAL = 422;
    private static final Set<Integer> KNOWN = Set.of(400, 401, 403, 422);

    private final Snowplow events;

    SnowplowDialect(Snowplow events) {
        this.events = events;
    }

    @Override
    public String protocol() {
        return Snowplow.PROTOCOL;
    }

    @Override
    public Decoded decode(Arrival arrival) {
        String networkUser = arrival.networkUser();
        String query = arrival.query();
        return arrival.body().length() == 0 && query != null
                ? events.get(query, networkUser)
                : events.post(arrival.body(), networkUser);
    }

    @Override
    public void answer(HttpServerRequest request, Answer answer) {
        if (answer.isPassing()) {
            Reply.send(request, Problem.of(answer.passingReason(), "Send the same again."));
        } else if (request.method().equals(HttpMethod.GET)) {
            Reply.pixel(request);
        } else {
            Reply.ok(request);
        }
    }

    @Override
    public Problem adapt(HttpServerRequest request, Problem problem) {
        if (problem.status() == Reason.BODY_TIMEOUT.status()) {
            return problem.withStatus(Reason.OVERLOADED.status()).withRetryAfter(RetryAfter.MOMENT);
        }
        boolean unknown = problem.status() >= 400
                && problem.status() < 500
                && problem.status() != Reason.OVERLOADED.status()
                && !KNOWN.contains(problem.status());
        return unknown ? problem.withStatus(FINAL) : problem;
    }
}
