package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In Chromium: a page that may send sends and reads every answer, errors too; one that may not does neither. */
@Order(5)
@ExtendWith(RunningFreshet.Shared.class)
class PagesIT {
    private static final List<String> ATTEMPTS =
            List.of("simple", "preflighted", "credentials", "rejected", "unknown", "unsupported", "method");
    private static final int BEACON_AND_THREE = 4;

    @Test
    void pageThatMaySendReadsAllAnswersAndAnotherNone(RunningFreshet freshet) {
        JsonNode seen = Senders.run("cors.mjs", freshet.gateway());

        JsonNode here = seen.path("here");
        assertAnswer(here.path("simple"), 200, "\"accepted\":1");
        assertAnswer(here.path("preflighted"), 200, "\"accepted\":1");
        assertAnswer(here.path("credentials"), 200, "\"accepted\":1");
        assertAnswer(here.path("rejected"), 422, "\"reason\":\"wrong-type\"");
        assertAnswer(here.path("unknown"), 404, "/problems/unknown-type");
        assertAnswer(here.path("unsupported"), 415, "/problems/unsupported-media-type");
        assertThat(here.path("method").path("error").asText()).isEqualTo("TypeError");
        JsonNode elsewhere = seen.path("elsewhere");
        assertThat(ATTEMPTS)
                .allSatisfy(
                        name -> assertThat(elsewhere.path(name).path("error").asText())
                                .as(name)
                                .isEqualTo("TypeError"));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(count(freshet, "page-here")).isEqualTo(BEACON_AND_THREE));
        assertThat(count(freshet, "page-elsewhere")).isZero();
    }

    private static void assertAnswer(JsonNode attempt, int status, String said) {
        assertThat(attempt.path("status").asInt()).as(attempt.toString()).isEqualTo(status);
        assertThat(attempt.path("body").asText()).contains(said);
    }

    private static int count(RunningFreshet freshet, String user) {
        String rows = freshet.value("SELECT count(*) FROM bronze.user_activity WHERE src->>'user_id' = '" + user + "'");
        return rows.isEmpty() ? 0 : Integer.parseInt(rows);
    }
}
