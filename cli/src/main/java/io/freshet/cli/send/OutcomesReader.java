package io.freshet.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the outcome of each event. An event that the answer leaves out was not acknowledged, so it is sent again. */
final class OutcomesReader {
    private OutcomesReader() {}

    static Answer read(JsonNode events, int sent, @Nullable Duration retryAfter) {
        Outcome[] outcomes = new Outcome[sent];
        Arrays.fill(outcomes, new Outcome.Retry("not-answered"));
        for (JsonNode event : events) {
            int index = event.path("index").asInt(-1);
            if (index >= 0 && index < sent) {
                outcomes[index] = outcome(event);
            }
        }
        return new Answer.Outcomes(List.of(outcomes), retryAfter);
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
