package io.freshet.gateway.outcome;

import io.freshet.model.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event of a request, handed over to be made durable.
 *
 * @param id as the sender will be told
 * @param key the entity key; null where a rejected event's could not be read
 * @param rejection null for an event that goes to its own topic
 * @param postponed why there is no record to make durable; null where there is one
 */
public record Posted(
        String id,
        @Nullable String key,
        @Nullable Rejection rejection,
        @Nullable Reason postponed) {

    public Posted(String id, @Nullable String key, @Nullable Rejection rejection) {
        this(id, key, rejection, null);
    }

    /** Why an event goes to {@code events.rejected} instead. */
    public record Rejection(Reason reason, String pointer, String detail) {}

    /**
     * The outcomes of a request of which every record is settled. After an event that is to be sent again, later ones of the same
     * key are to be sent again too, even if they are durable: otherwise the sender's retry would put them out of order.
     */
    public static List<Outcome> outcomes(List<Posted> events, Ledger ledger) {
        List<Outcome> outcomes = new ArrayList<>(events.size());
        Set<String> failedKeys = new HashSet<>(0);
        for (int i = 0; i < events.size(); i++) {
            Posted event = events.get(i);
            Reason failure = ledger.failure(i);
            boolean afterFailure = event.rejection == null && failedKeys.contains(event.key);
            if (failure == null && afterFailure) {
                failure = Reason.EARLIER_EVENT_FAILED;
            }
            if (failure != null && event.key != null) {
                failedKeys.add(event.key);
            }
            outcomes.add(event.outcome(failure));
        }
        return outcomes;
    }

    private Outcome outcome(@Nullable Reason failure) {
        if (failure != null) {
            return new Outcome.Retry(id, failure);
        }
        return rejection == null
                ? new Outcome.Accepted(id)
                : new Outcome.Rejected(id, rejection.reason, rejection.pointer, rejection.detail);
    }
}
