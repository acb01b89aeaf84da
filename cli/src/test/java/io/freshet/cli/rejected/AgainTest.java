package io.freshet.cli.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http|shop|application/x-ndjson|/v1/events/shop|application/json|{}",
                "http|''|application/json|/v1/events|application/json|{}",
                "http|shop|application/x-www-form-urlencoded|/v1/events/shop|application/json|{}",
                "cloudevents|shop|application/json|/v1/events/shop|application/cloudevents+json|{}",
                "segment|tracker-events|text/plain|/v1/batch|application/json|{\"batch\":[{}]}",
            })
    void isSentByTheProtocolItCameBy(
            String protocol, String type, String contentType, String path, String as, String body) {
        Again.Request again = (Again.Request) Again.of(rejected(protocol, type, contentType, "{}", 2));

        assertThat(again.path()).isEqualTo(path);
        assertThat(again.contentType()).isEqualTo(as);
        assertThat(new String(again.body(), UTF_8)).isEqualTo(body);
    }

    @Test
    void snowplowsEventIsPutIntoAPayload() {
        Again.Request again =
                (Again.Request) Again.of(rejected("snowplow", "tracker-events", "", "{\"e\":\"pv\"}", 10));

        assertThat(again.path()).isEqualTo("/com.snowplowanalytics.snowplow/tp2");
        assertThat(new String(again.body(), UTF_8)).endsWith(",\"data\":[{\"e\":\"pv\"}]}");
    }

    @Test
    void formStaysAForm() {
        Again.Request again =
                (Again.Request) Again.of(rejected("http", "shop", "application/x-www-form-urlencoded", "user=u", 6));

        assertThat(again.contentType()).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void whatWasKeptInPartOrNeverSentCannotBeSentAgain() {
        assertThat(Again.of(rejected("http", "shop", "", "{}", 3))).isInstanceOf(Again.Impossible.class);
        assertThat(Again.of(rejected("http", "shop", "", "", 0))).isInstanceOf(Again.Impossible.class);
        assertThat(Again.of(rejected("relay", "shop", "", "{}", 2))).isInstanceOf(Again.Impossible.class);
    }

    private static RejectedEvent rejected(
            String protocol, String type, String contentType, String payload, long length) {
        return new RejectedEvent(
                "id",
                type,
                protocol,
                null,
                0,
                null,
                null,
                payload.getBytes(UTF_8),
                length,
                null,
                contentType,
                "validate",
                Reason.UNKNOWN_FIELD,
                "",
                "",
                7,
                Instant.EPOCH);
    }
}
