package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job of one's own is checked, run and asked for its results with the command line alone. */
@Order(5)
@ExtendWith(RunningFreshet.Shared.class)
class JobsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** 10.30 stays what it is. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @TempDir
    private Path folder;

    @Test
    void aWrongJobIsToldByThePackagedProgramAndARightOneExplained(RunningFreshet freshet) throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), """
                name: wrong
                from: order-events
                where: "order_stat == 'PAID'"
                group: { by: [customer_id] }
                window: { tumbling: 1 hour }
                measures: { orders: count() }
                """);

        Command checked = freshet.run("jobs", "check", wrong.toString());
        Command right = freshet.run(
                "jobs", "explain", "examples/jobs/shop-5min.yaml", "--schema", "examples/shop-activity.avsc");

        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.output())
                .contains("wrong.yaml:3:")
                .contains("did you mean 'order_status'?")
                .contains("wrong.yaml:5:")
                .contains("expected a duration");
        assertThat(right.code()).as(right.output()).isZero();
        assertThat(right.output()).contains("shop-5min");
    }

    @Test
    void resultsAreReadByKeyAndTimeAndFollowed(RunningFreshet freshet) throws Exception {
        Path followed = folder.resolve("followed");
        Process follower = new ProcessBuilder(Command.commandLine(
                        "results",
                        "customer-order-totals",
                        "--key",
                        "cleo",
                        "--follow",
                        "--data",
                        freshet.data().toString()))
                .redirectErrorStream(true)
                .redirectOutput(followed.toFile())
                .start();
        try {
            List<String> totals = new ArrayList<>();
            within(60).untilAsserted(() -> {
                order(freshet, "c" + totals.size(), "cleo", "10.10", "2025-11-18T12:00:0" + totals.size() % 10 + "Z");
                totals.add("10.10");
                assertThat(Files.readString(followed)).contains("\"customer_id\":\"cleo\"");
            });
        } finally {
            follower.destroyForcibly().waitFor();
        }
        order(freshet, "d1", "dora", "10.10", "2025-11-18T12:00:00Z");
        order(freshet, "d2", "dora", "0.20", "2025-11-18T12:59:59.999Z");
        order(freshet, "d3", "dora", "5.00", "2025-11-18T13:00:00Z");

        within(60)
                .untilAsserted(
                        () -> assertThat(totalsOf(freshet, "--key", "dora")).containsExactly("2:10.30", "1:5.00"));
        assertThat(totalsOf(freshet, "--key", "dora", "--from", "2025-11-18T13:00:00Z"))
                .containsExactly("1:5.00");
        assertThat(totalsOf(freshet, "--key", "dora", "--to", "2025-11-18T13:00:00Z"))
                .containsExactly("2:10.30");
        assertThat(totalsOf(freshet, "--key", "nobody")).isEmpty();
        Command unknown = freshet.run("results", "no-such-job");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.output()).contains("no such job");
    }

    @Test
    void aFolderOfJobsOfWhichOneReadsWhatAnotherWritesRuns(RunningFreshet freshet) throws Exception {
        Path jobs = Files.createDirectory(folder.resolve("jobs"));
        Files.writeString(jobs.resolve("a-second.yaml"), """
                name: busy-hours
                from: orders-by-hour
                where: "orders >= 2"
                group: { by: [customer_id] }
                window: { tumbling: 1d, grace: 0s, emit: updates }
                measures: { hours: count(), most: max(orders) }
                """);
        Files.writeString(jobs.resolve("b-first.yaml"), """
                name: orders-by-hour
                from: order-events
                group: { by: [customer_id] }
                window: { tumbling: 1h, grace: 0s, emit: final }
                measures: { orders: count() }
                """);

        Command up = freshet.up("--jobs", jobs.toString());

        assertThat(up.code()).as(up.output()).isZero();
        assertThat(up.output()).contains("Started again: processor");
        assertThat(log(freshet)).doesNotContain("The job is refused");
        // Later than every order that other tests have sent: without a grace an earlier one would be late.
        order(freshet, "e1", "elsa", "1.00", "2025-11-21T12:00:00Z");
        order(freshet, "e2", "elsa", "1.00", "2025-11-21T12:30:00Z");
        // The window closes when event time is past it in every partition that is not idle.
        within(120).untilAsserted(() -> {
            for (int customer = 0; customer < 20; customer++) {
                order(freshet, "f" + customer, "f" + customer, "1.00", "2025-11-23T12:00:00Z");
            }
            Command results = freshet.run("results", "busy-hours", "--key", "elsa", "--format", "json");
            assertThat(results.code()).as(results.output()).isZero();
            JsonNode row = JSON.readTree(results.output()).path(0);
            assertThat(row.path("hours").asInt()).as(results.output()).isEqualTo(1);
            assertThat(row.path("most").asInt()).isEqualTo(2);
        });
    }

    private static String log(RunningFreshet freshet) throws IOException {
        return Files.readString(freshet.data().resolve("processor/processor.log"));
    }

    /** Orders and their sum, by hour. */
    private static List<String> totalsOf(RunningFreshet freshet, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("results", "customer-order-totals", "--format", "json"));
        arguments.addAll(List.of(options));
        Command results = freshet.run(arguments.toArray(String[]::new));
        assertThat(results.code()).as(results.output()).isZero();
        List<String> totals = new ArrayList<>();
        JSON.readTree(results.output())
                .forEach(row -> totals.add(row.path("order_count").asText() + ":"
                        + row.path("order_total").asText()));
        return totals;
    }

    private static void order(RunningFreshet freshet, String id, String customer, String total, String at)
            throws IOException, InterruptedException {
        String event =
                "{\"order_id\":\"%s\",\"customer_id\":\"%s\",\"order_status\":\"placed\",\"order_total\":%s,\"created_at\":\"%s\"}"
                        .formatted(id, customer, total, at);
        HttpRequest request = HttpRequest.newBuilder(URI.create(freshet.gateway() + "/v1/events/order-events"))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(event + "\n"))
                .build();
        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    private static ConditionFactory within(int seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(500));
    }
}
