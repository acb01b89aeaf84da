package io.freshet.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the gateway's answer; whatever cannot be read counts as unknown. */
final class AnswerReader {
    private static final JsonMapper JSON = new JsonMapper();
    /** The body was not there in time: a matter of the connection, not of the events. */
    private static final int TIMED_OUT = 408;

    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private AnswerReader() {}

    static Answer read(HttpResponse<byte[]> response, int sent) {
        int status = response.statusCode();
        Duration after = retryAfter(response);
        JsonNode body = parse(response.body());
        JsonNode events = body.path("events");
        if (events.isArray() && (status == 200 || status == UNPROCESSABLE || mayPass(status))) {
            return OutcomesReader.read(events, sent, after);
        }
        String why = "HTTP " + status + ": "
                + body.path("detail").asText(body.path("title").asText("no detail given"));
        return mayPass(status) || status == 200 ? new Answer.Unknown(why, after) : new Answer.Refused(status, why);
    }

    private static boolean mayPass(int status) {
        return status == TIMED_OUT || status == TOO_MANY || status >= SERVER_ERRORS;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
