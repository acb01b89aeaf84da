package io.freshet.cli.send;

import static io.freshet.cli.send.ScriptedGateway.hangUp;
import static io.freshet.cli.send.ScriptedGateway.outcomes;
import static io.freshet.cli.send.ScriptedGateway.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendRunTest {
    private final List<Duration> waits = new ArrayList<>();
    private final SendReport report = new SendReport();
    private Instant now = Instant.EPOCH;
    private ScriptedGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new ScriptedGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void cutsRequestsAtFiveHundredRows() throws Exception {
        send(lines(1201));

        assertThat(gateway.requests()).extracting(List::size).containsExactly(500, 500, 201);
        assertThat(report.accepted()).isEqualTo(1201);
        assertThat(waits).isEmpty();
    }

    @Test
    void cutsRequestsAtOneMebibyte() throws Exception {
        String row = "{\"a\":\"" + "x".repeat(400_000) + "\"}\n";

        send(row.repeat(5));

        assertThat(gateway.requests()).extracting(List::size).containsExactly(2, 2, 1);
    }

    @Test
    void sendsOnlyTheEventsAgainWhoseOutcomeWasRetryFirstAndWithTheSameIds() throws Exception {
        gateway.then(outcomes(503, "2", "accepted", "retry", "rejected", "retry"));

        send(lines(4));

        assertThat(gateway.requests()).hasSize(2);
        assertThat(gateway.requests().get(1))
                .containsExactly(
                        gateway.requests().get(0).get(1),
                        gateway.requests().get(0).get(3));
        assertThat(report.accepted()).isEqualTo(3);
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.retried()).isEqualTo(2);
        assertThat(waits).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void putsWhatComesBackBeforeTheRowsThatFollowIt() throws Exception {
        String[] all = IntStream.range(0, 500).mapToObj(i -> "retry").toArray(String[]::new);
        gateway.then(outcomes(429, "1", all));

        send(lines(501));

        assertThat(gateway.requests().get(1)).isEqualTo(gateway.requests().get(0));
        assertThat(gateway.requests().get(2)).hasSize(1);
    }

    @Test
    void sendsTheWholeRequestAgainWhenNobodyKnowsWhatBecameOfIt() throws Exception {
        gateway.then(hangUp()).then(problem(503, "the registry is down"));

        send(lines(3));

        assertThat(gateway.requests())
                .hasSize(3)
                .allMatch(lines -> lines.equals(gateway.requests().getFirst()));
        assertThat(report.accepted()).isEqualTo(3);
        assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void sendsTheWholeRequestAgainWithTheSameIdsWhenItsBodyCameTooLate() throws Exception {
        gateway.then(problem(408, "the body was not there within 15 s"));

        send(lines(3));

        assertThat(gateway.requests()).hasSize(2);
        assertThat(gateway.requests().get(1)).isEqualTo(gateway.requests().get(0));
        assertThat(report.accepted()).isEqualTo(3);
        assertThat(report.retried()).isEqualTo(3);
    }

    @Test
    void stopsAndCountsNothingWhenTheAnswerIsNotForTheEventsThatWereSent() {
        gateway.then(outcomes(200, "", "accepted", "accepted", "accepted"));

        assertThatThrownBy(() -> send(lines(2)))
                .isInstanceOf(SendFailure.class)
                .hasMessageContaining("The gateway answered for 3 events, 2 were sent");
        assertThat(gateway.requests()).hasSize(1);
        assertThat(report.accepted()).isZero();
    }

    @Test
    void sendsTheRowsBeforeABrokenPlaceOfTheFile() {
        RowReader broken = new BrokenRows(3, new SendFailure("Not CSV after row 3"));

        assertThatThrownBy(() -> send(broken)).hasMessage("Not CSV after row 3");
        assertThat(gateway.requests()).extracting(List::size).containsExactly(3);
        assertThat(report.accepted()).isEqualTo(3);
    }

    @Test
    void tellsWhyARowWasRejectedAndOnWhichLine() throws Exception {
        gateway.then(outcomes(422, "", "rejected"));

        send("\n" + lines(1));

        assertThat(report.rejectedByReason()).containsOnlyKeys("missing-field");
        assertThat(report.rejectedByReason().get("missing-field").first())
                .containsExactly("line 2, /user_id: it is required");
    }

    @Test
    void givesUpWhenTheRequestItselfIsRefused() {
        gateway.then(problem(404, "no event type shop"));

        assertThatThrownBy(() -> send(lines(3)))
                .isInstanceOf(SendFailure.class)
                .hasMessageContaining("404")
                .hasMessageContaining("no event type shop");
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void givesUpAfterTwoMinutesWithoutASingleEventTaken() {
        IntStream.range(0, 100).forEach(i -> gateway.then(problem(503, "no broker")));

        assertThatThrownBy(() -> send(lines(3)))
                .isInstanceOf(SendFailure.class)
                .hasMessageContaining("No event was taken for 120 s")
                .hasMessageContaining("no broker");
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(2), Duration.ofSeconds(125));
    }

    @Test
    void staysPatientAsLongAsSomeEventsAreTaken() throws Exception {
        IntStream.range(0, 50).forEach(i -> gateway.then(outcomes(503, "5", firstOf(52 - i))));

        send(lines(52));

        assertThat(report.accepted()).isEqualTo(52);
        assertThat(waits).hasSize(50);
    }

    @Test
    void sendsSmallerRequestsWhenTheGatewayFindsThemTooLarge() throws Exception {
        gateway.then(problem(413, "too large")).then(problem(413, "too large"));

        send(lines(4));

        assertThat(gateway.requests()).extracting(List::size).containsExactly(4, 2, 1, 1, 1, 1);
        assertThat(report.accepted()).isEqualTo(4);
    }

    @Test
    void keyIsShownWhereThereIsOne() throws IOException, InterruptedException {
        List<String> shown = new ArrayList<>();
        for (String key : new String[] {"k-1", null}) {
            gateway.then((exchange, lines) -> {
                shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Freshet-Key")));
                ScriptedGateway.outcomes(200, "", "accepted").answer(exchange, lines);
            });
            try (HttpGateway http = new HttpGateway(gateway.uri(), "shop", key)) {
                http.post(List.of(new Row(1, "{}".getBytes(UTF_8))));
            }
        }

        assertThat(shown).containsExactly("k-1", "null");
    }

    private static String[] firstOf(int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> i == 0 ? "accepted" : "retry")
                .toArray(String[]::new);
    }

    private void send(String file) throws IOException, InterruptedException {
        send(new NdjsonRows(new ByteArrayInputStream(file.getBytes(UTF_8)), new EventIds("f")));
    }

    private void send(RowReader rows) throws IOException, InterruptedException {
        try (HttpGateway http = new HttpGateway(gateway.uri(), "shop", null)) {
            RetryPolicy policy = RetryPolicy.patientFor(Duration.ofMinutes(2));
            new SendRun(http, rows, policy, () -> now, this::pause, report, new Silent()).toTheEnd();
        }
    }

    private void pause(Duration time) {
        waits.add(time);
        now = now.plus(time);
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"n\":" + i + "}\n").collect(Collectors.joining());
    }

    private static final class Silent implements SendRun.Watch {
        @Override
        public void sent(SendReport soFar) {}

        @Override
        public void waiting(Duration time, String why) {}
    }
}
