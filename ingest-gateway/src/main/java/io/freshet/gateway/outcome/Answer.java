package io.freshet.gateway.outcome;

import io.freshet.model.Reason;
import java.util.List;

/**
 * The answer to a request of which every event has its outcome.
 *
 * @param status 200 if nothing is to retry and something was accepted; 422 if all was rejected; 429 or 503 if anything is to retry
 */
public record Answer(int status, int accepted, int rejected, int retry, List<Outcome> outcomes) {
    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;

    public static Answer of(List<Outcome> outcomes) {
        int accepted = 0;
        int rejected = 0;
        int passing = 0;
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Accepted ignored -> accepted++;
                case Outcome.Rejected ignored -> rejected++;
                case Outcome.Retry retry ->
                    passing = Math.max(passing, retry.reason().status());
            }
        }
        int status = passing > 0 ? passing : accepted > 0 ? OK : UNPROCESSABLE;
        return new Answer(status, accepted, rejected, outcomes.size() - accepted - rejected, outcomes);
    }

    /** Whether the sender is asked to come back: the answer then says when. */
    public boolean isPassing() {
        return retry > 0;
    }

    /** The reason that decided the status of a passing answer. */
    public Reason passingReason() {
        return outcomes.stream()
                .filter(Outcome.Retry.class::isInstance)
                .map(o -> ((Outcome.Retry) o).reason())
                .filter(r -> r.status() == status)
                .findFirst()
                .orElseThrow();
    }
}
