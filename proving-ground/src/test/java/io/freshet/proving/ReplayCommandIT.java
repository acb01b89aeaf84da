package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic is written again beside the relay that wrote it first: the same rows, in a table of their own, once however often it is asked. */
@Order(3)
@ExtendWith(RunningFreshet.Shared.class)
class ReplayCommandIT {
    private static final int EVENTS = 400;
    private static final String AGAIN = "logins_again";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void writesATopicIntoATableOfItsOwnOnceHoweverOftenItIsAsked(RunningFreshet freshet) throws Exception {
        post(freshet);
        await().atMost(PATIENCE).until(() -> count(freshet, "login_events").equals(Integer.toString(EVENTS)));

        Command dry = replay(freshet, AGAIN, "--dry-run");
        assertThat(dry.code()).as(dry.output()).isZero();
        assertThat(dry.output()).contains("login-events").contains(Integer.toString(EVENTS));
        assertThat(count(freshet, AGAIN)).as("a dry run writes nothing").isEmpty();

        Command real = replay(freshet, AGAIN);
        assertThat(real.code()).as(real.output()).isZero();
        assertThat(real.output()).contains(EVENTS + " rows").contains("100 %");
        await().atMost(PATIENCE).until(() -> count(freshet, AGAIN).equals(Integer.toString(EVENTS)));
        assertThat(freshet.value("SELECT count(*) FROM (SELECT src::VARCHAR FROM bronze.login_events"
                        + " INTERSECT SELECT src::VARCHAR FROM bronze." + AGAIN + ")"))
                .as("the same rows")
                .isEqualTo(Integer.toString(EVENTS));

        Command again = replay(freshet, AGAIN);
        assertThat(again.code()).as(again.output()).isZero();
        assertThat(again.output()).contains("0 rows in 0 files").contains("were there already");

        Command others = replay(freshet, "login_events");
        assertThat(others.code()).as(others.output()).isEqualTo(1);
        assertThat(others.output()).contains("is there already, with other rows");
        assertThat(count(freshet, "login_events")).isEqualTo(Integer.toString(EVENTS));
        assertThat(count(freshet, AGAIN)).isEqualTo(Integer.toString(EVENTS));
    }

    private static Command replay(RunningFreshet freshet, String table, String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(new String[] {"replay", "--topic", "login-events", "--into-table", table}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return freshet.run(arguments);
    }

    private static String count(RunningFreshet freshet, String table) {
        return freshet.value("SELECT count(*) FROM bronze." + table);
    }

    private static void post(RunningFreshet freshet) throws Exception {
        String events = IntStream.range(0, EVENTS)
                .mapToObj(n -> String.format(
                        Locale.ROOT,
                        "{\"user_id\":\"u%d\",\"ip_address\":\"192.0.2.%d\",\"status\":\"SUCCESS\",\"timestamp\":\"2025-11-19T12:00:00Z\"}",
                        n,
                        n % 250))
                .collect(Collectors.joining("\n"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(freshet.gateway() + "/v1/events/login-events"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(events))
                    .build();
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }
}
