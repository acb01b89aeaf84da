package io.freshet.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outcome of each event. An answer that does not hold exactly one for each event that was sent speaks of other
 * events; which row an outcome belongs to is never guessed.
 */
final class OutcomesReader {
    private OutcomesReader() {}

    /** @throws SendFailure when the indexes are not exactly those from 0 to {@code sent - 1} */
    static Answer read(JsonNode events, int sent, @Nullable Duration retryAfter) {
        if (events.size() != sent) {
            throw mismatch(events.size(), sent, "");
        }
        Map<Integer, Outcome> byIndex = new HashMap<>();
        for (JsonNode event : events) {
            byIndex.put(index(event), outcome(event));
        }
        List<Outcome> outcomes = new ArrayList<>(sent);
        for (int i = 0; i < sent; i++) {
            Outcome outcome = byIndex.get(i);
            if (outcome == null) {
                throw mismatch(events.size(), sent, ", and none of the answers is for index " + i);
            }
            outcomes.add(outcome);
        }
        return new Answer.Outcomes(List.copyOf(outcomes), retryAfter);
    }

    private static int index(JsonNode event) {
        JsonNode index = event.path("index");
        return index.isInt() ? index.intValue() : -1;
    }

    private static SendFailure mismatch(int answered, int sent, String more) {
        return new SendFailure("The gateway answered for " + answered + " events, " + sent + " were sent" + more
                + ": which of these rows were taken is not known.\nMake sure that the gateway and this program are of the"
                + " same version and nothing between them changes requests, then send the file again: it has the same"
                + " ids and counts once in silver.");
    }

    private static Outcome outcome(JsonNode event) {
        String reason = event.path("reason").asText("unknown");
        return switch (event.path("outcome").asText()) {
            case "accepted" -> new Outcome.Accepted();
            case "rejected" -> new Outcome.Rejected(reason, text(event, "pointer"), text(event, "detail"));
            default -> new Outcome.Retry(reason);
        };
    }

    private static @Nullable String text(JsonNode event, String field) {
        JsonNode value = event.path(field);
        return value.isTextual() ? value.textValue() : null;
    }
}
