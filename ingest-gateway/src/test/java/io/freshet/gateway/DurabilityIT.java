package io.freshet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an acknowledgement rests on: topics, the spool, bounds; and what of it can be seen from outside. */
final class DurabilityIT {
    private static final String ACTIVITY = "user-activity";
    private static final Stack STACK = Stack.get();
    private static final int EVENTS = 200;

    @Test
    void topicsThatOneMachineCouldLoseAreRefusedUnlessDevelopmentIsDeclared() {
        try (GatewayProcess strict = GatewayProcess.launch(Map.of("freshet.gateway.durability", "production"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> strict.log().contains("topic=" + ACTIVITY + " reason="));

            assertThat(strict.log())
                    .contains(
                            "A topic is not durable", "replication factor is 1", "min.insync.replicas is 1: set it to");
            assertThat(strict.health("live")).isEqualTo(200);
            assertThat(strict.health("ready")).isEqualTo(503);
            assertThat(strict.post(ACTIVITY, activity("u")).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void developmentSaysAtStartWhatItsAcknowledgementsAreWorth() {
        try (GatewayProcess gateway = GatewayProcess.start(Map.of())) {
            assertThat(gateway.log()).contains("not the loss of a machine", "topic=" + ACTIVITY);
        }
    }

    @Test
    void spoolOnADiskThatIsNotDeclaredPersistentIsRefusedAtStart() {
        try (GatewayProcess gateway = GatewayProcess.spawn(Map.of(
                "freshet.gateway.spool.directory", STACK.newDirectory("spool").toString()))) {
            assertThat(gateway.awaitExit()).isNotZero();
            assertThat(gateway.log()).contains("freshet.gateway.spool.persistent");
        }
    }

    @Test
    void spoolAcknowledgesThroughAnOutageAndARestartAndSaysSo() {
        Map<String, String> settings = spooling();
        String user = unique();
        STACK.kafka.kill();
        try (GatewayProcess first = GatewayProcess.launch(settings)) {
            // A gateway that never saw the registry's list could not know types; this one remembers none, and asks for
            // them.
            await().atMost(Duration.ofSeconds(60)).until(() -> first.health("ready") == 200);
            assertThat(first.ready()).contains("spool");
            assertThat(first.post(ACTIVITY, activity(user)).statusCode()).isEqualTo(200);
            assertThat(first.metrics()).contains("freshet_gateway_spool_records 1.0");
            try (GatewayProcess other = GatewayProcess.spawn(settings)) {
                assertThat(other.awaitExit()).isNotZero();
                assertThat(other.log()).contains("another running gateway");
            }
            first.kill();
        } finally {
            STACK.kafka.restart();
        }
        try (GatewayProcess second = GatewayProcess.start(settings)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> second.metrics().contains("freshet_gateway_spool_records 0.0"));
            assertThat(second.ready()).contains("kafka");
        }
        assertThat(Topics.withKey(ACTIVITY, user)).hasSize(1);
    }

    @Test
    void stalledBrokerFillsTheBoundsAndNothingMore() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "freshet.gateway.limits.events", "1000",
                "freshet.gateway.under-way.records", "2000",
                "freshet.gateway.kafka.delivery-timeout", "8S",
                "freshet.gateway.kafka.request-timeout", "4S"));
        try (GatewayProcess gateway = GatewayProcess.start(settings)) {
            String body = String.join("\n", java.util.Collections.nCopies(EVENTS, activity("u")));
            assertThat(gateway.post(ACTIVITY, "application/x-ndjson", body).statusCode())
                    .isEqualTo(200);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            STACK.pauseKafka();
            try {
                for (int i = 0; i < 100; i++) {
                    answers.add(gateway.postAsync(ACTIVITY, "application/x-ndjson", body));
                }
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> answers.stream()
                                        .filter(CompletableFuture::isDone)
                                        .count()
                                >= 90);
                assertThat(gateway.gauge("freshet_gateway_under_way_records")).isLessThanOrEqualTo(2000);
                assertThat(gateway.gauge("freshet_gateway_bodies_bytes"))
                        .isLessThanOrEqualTo(gateway.gauge("freshet_gateway_bodies_bytes_limit"));
            } finally {
                STACK.resumeKafka();
            }
            List<HttpResponse<String>> all =
                    answers.stream().map(CompletableFuture::join).toList();
            assertThat(all)
                    .extracting(HttpResponse::statusCode)
                    .isSubsetOf(200, 429, 503)
                    .contains(429);
            assertThat(all)
                    .filteredOn(a -> a.statusCode() != 200)
                    .allMatch(a ->
                            a.headers().firstValue("retry-after").orElse("").matches("[1-9][0-9]*"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> gateway.gauge("freshet_gateway_under_way_records") == 0
                            && gateway.gauge("freshet_gateway_under_way_bytes") == 0
                            && gateway.gauge("freshet_gateway_bodies_bytes") == 0);
        }
    }

    @Test
    void topicOfAMomentAgoTakesManyRequestsAtOnce() {
        try (GatewayProcess gateway = GatewayProcess.start(Map.of())) {
            for (int topic = 0; topic < 6; topic++) {
                String name = "young-" + topic;
                STACK.install(name, TestTypes.SHOP);

                List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    answers.add(gateway.postAsync(name, "application/json", "{\"user\":\"u%d\"}".formatted(i)));
                }

                assertThat(answers)
                        .extracting(CompletableFuture::join)
                        .extracting(HttpResponse::statusCode)
                        .containsOnly(200);
                assertThat(Topics.count(name)).isEqualTo(40);
            }
        }
    }

    @Test
    void metersTellWhatBecameOfWhat() {
        try (GatewayProcess gateway = GatewayProcess.start(spooling())) {
            gateway.post(ACTIVITY, activity("u"));
            gateway.post(ACTIVITY, "{}");
            gateway.post("no-such-type", "{}");

            String metrics = gateway.metrics();

            assertThat(metrics.lines().filter(l -> l.startsWith("freshet_gateway_events_total")))
                    .anyMatch(l -> l.contains("outcome=\"accepted\"")
                            && l.contains("type=\"user-activity\"")
                            && l.contains("protocol=\"http\"")
                            && l.endsWith(" 1.0"))
                    .anyMatch(l -> l.contains("outcome=\"rejected\"") && l.contains("reason=\"missing-field\""));
            assertThat(metrics)
                    .contains(
                            "freshet_gateway_requests_refused_total{reason=\"unknown-type\"} 1.0",
                            "freshet_gateway_acknowledgement_seconds_bucket",
                            "freshet_gateway_spool_records 0.0",
                            "freshet_gateway_spool_age_seconds 0.0",
                            "freshet_gateway_spool_bytes_limit",
                            "freshet_gateway_spool_lost_total 0.0",
                            "freshet_gateway_spool_unreadable_total 0.0",
                            "freshet_gateway_under_way_records_limit",
                            "freshet_gateway_under_way_bytes_limit",
                            "freshet_gateway_bodies_bytes_limit",
                            "freshet_gateway_body_bytes_total",
                            "freshet_gateway_broker_reachable 1.0");
            assertThat(names(metrics, "TYPE")).hasSizeGreaterThan(20).isEqualTo(names(metrics, "HELP"));
        }
    }

    /** Of our meters, those of which this is said. */
    private static Set<String> names(String metrics, String what) {
        return metrics.lines()
                .filter(line -> line.startsWith("# " + what + " freshet_"))
                .map(line -> line.split(" ", 4)[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> spooling() {
        return Map.of(
                "freshet.gateway.spool.directory", STACK.newDirectory("spool").toString(),
                "freshet.gateway.spool.persistent", "true",
                "freshet.registry.cache-dir", STACK.newDirectory("cache").toString());
    }

    private static String activity(String user) {
        return "{\"timestamp\":1763633730000,\"user_id\":\"%s\",\"action\":\"view\"}".formatted(user);
    }

    private static String unique() {
        return "u" + UUID.randomUUID().toString().replace("-", "");
    }
}
