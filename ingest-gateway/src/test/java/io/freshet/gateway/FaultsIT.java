package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.model.registry.SchemaRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is promised while a broker, a registry or the gateway itself is killed, paused or away. */
@SuppressWarnings("NullAway.Init")
final class FaultsIT {
    private static final String ACTIVITY = "user-activity";
    private static final Stack STACK = Stack.get();

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.start(Map.of(
                "freshet.gateway.limits.events", "1000",
                "freshet.gateway.under-way.records", "1000",
                "freshet.gateway.kafka.delivery-timeout", "8S",
                "freshet.gateway.kafka.request-timeout", "4S"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void waitUntilAllIsWell() {
        gateway.awaitReady();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gateway.post(ACTIVITY, activity(unique(), 1)).statusCode() == 200);
    }

    @Test
    void nothingIsAcknowledgedBeforeTheBrokerHasIt() {
        String user = unique();
        CompletableFuture<HttpResponse<String>> answer;
        STACK.pauseKafka();
        try {
            answer = gateway.postAsync(ACTIVITY, "application/json", activity(user, 1));
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> !answer.isDone() || answer.join().statusCode() != 200);
        } finally {
            STACK.resumeKafka();
        }

        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(Topics.withKey(ACTIVITY, user)).hasSize(1);
    }

    @Test
    void rejectionIsNotAnsweredBeforeTheBrokerHasItEither() {
        CompletableFuture<HttpResponse<String>> answer;
        STACK.pauseKafka();
        try {
            answer = gateway.postAsync(ACTIVITY, "application/json", "{}");
            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(2)).until(() -> !answer.isDone());
        } finally {
            STACK.resumeKafka();
        }

        assertThat(answer.join().statusCode()).isEqualTo(422);
    }

    @Test
    void boundReachedIs429AtOnceAndWhatWasTakenGetsItsRealOutcome() {
        String user = unique();
        CompletableFuture<HttpResponse<String>> taken;
        HttpResponse<String> refused;
        long nanos;
        STACK.pauseKafka();
        try {
            taken = gateway.postAsync(ACTIVITY, "application/json", array(user, 1000));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> gateway.metrics().contains("freshet_gateway_under_way_records 1000.0"));
            long start = System.nanoTime();
            refused = gateway.post(ACTIVITY, activity(user, 2000));
            nanos = System.nanoTime() - start;
        } finally {
            STACK.resumeKafka();
        }

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after").orElseThrow()).matches("[1-9][0-9]*");
        assertThat(refused.body())
                .contains(
                        "\"accepted\":0,\"rejected\":0,\"retry\":1",
                        "\"outcome\":\"retry\"",
                        "\"reason\":\"overloaded\"");
        assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofSeconds(3));
        assertThat(taken.join().statusCode()).isEqualTo(200);
        assertThat(Topics.withKey(ACTIVITY, user)).hasSize(1000);
    }

    @Test
    void whatWasAcknowledgedOutlivesABrokerKilledUnderLoad() throws InterruptedException {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        AtomicBoolean going = new AtomicBoolean(true);
        try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                senders.execute(() -> sendUntil(going, acknowledged, statuses));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> acknowledged.size() > 200);
            STACK.kafka.kill();
            await().atMost(Duration.ofSeconds(40)).until(() -> statuses.contains(503));
            assertFastRefusal();
            assertThat(gateway.health("live")).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20)).until(() -> !gateway.isReady());
            STACK.kafka.restart();
            int before = acknowledged.size();
            await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + 200);
            going.set(false);
            senders.shutdown();
            assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(storedIds()).containsAll(acknowledged);
        assertThat(statuses).containsOnly(200, 503);
    }

    /** Nothing in the gateway counts how long the registry is away but the age of what it has on disk: that is set back an hour. */
    @Test
    void registryThatIsAwayForLongStopsNoKnownTypeNotEvenOverARestart() throws IOException {
        Path directory = STACK.newDirectory("cache");
        Map<String, String> cache = Map.of("freshet.registry.cache-dir", directory.toString());
        String name = "shop-" + unique();
        STACK.install(name, TestTypes.SHOP);
        try (GatewayProcess first = GatewayProcess.start(cache)) {
            assertThat(first.post(ACTIVITY, activity(unique(), 1)).statusCode()).isEqualTo(200);
            STACK.registry.kill();
            assertThat(first.post(ACTIVITY, activity(unique(), 1)).statusCode()).isEqualTo(200);
            assertThat(first.post("never-seen", "{}").statusCode()).isEqualTo(503);
            assertThat(first.post("never-seen", "{}").body()).contains("registry-unavailable");
            first.kill();
            age(directory, Duration.ofHours(1));
            try (GatewayProcess second = GatewayProcess.start(cache)) {
                assertThat(second.post(ACTIVITY, activity(unique(), 1)).statusCode())
                        .isEqualTo(200);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> second.post(name, "{\"user\":\"u\"}").statusCode() == 200);
                assertThat(second.post(ACTIVITY, "{}").statusCode()).isEqualTo(422);
                STACK.registry.restart();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> second.post("never-seen", "{}").statusCode() == 404);
                assertThatNewSchemasAreTakenUpAndIncompatibleOnesAreNot(second, name);
            }
        } finally {
            STACK.registry.restart();
        }
    }

    private static void age(Path directory, Duration by) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(by)));
            }
        }
    }

    private static void assertThatNewSchemasAreTakenUpAndIncompatibleOnesAreNot(GatewayProcess gateway, String name) {
        String later = "shop-" + unique();
        STACK.install(later, TestTypes.SHOP);
        assertThat(gateway.post(later, "{\"user\":\"u\"}").statusCode()).isEqualTo(200);

        String more = TestTypes.SHOP.replace("{\"name\":\"user\"", field("more", null) + "{\"name\":\"user\"");
        STACK.install(name, more);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        gateway.post(name, "{\"user\":\"u\",\"more\":\"m\"}").statusCode() == 200);

        // Without its time: whoever registers it past schema add finds a registry that takes it, and a gateway that
        // does not.
        String timedOtherwise = more.replace("\"freshet.time\":\"at\",", "")
                .replace("{\"name\":\"user\"", field("other", null) + "{\"name\":\"user\"");
        assertThat(STACK.schemas().register(name + "-value", TestTypes.schema(timedOtherwise)))
                .isInstanceOf(SchemaRegistry.Answer.Found.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> gateway.metrics().contains("freshet_gateway_types_refused 1.0"));
        assertThat(gateway.log())
                .contains("A version changes what no version may")
                .contains("topic=" + name);
        assertThat(gateway.post(name, "{\"user\":\"u\",\"more\":\"m\"}").statusCode())
                .isEqualTo(200);

        // A field that must be there: what was written before could not be read any more.
        String incompatible = more.replace("{\"name\":\"user\"", field("must", "") + "{\"name\":\"user\"");
        assertThat(STACK.schemas().register(name + "-value", TestTypes.schema(incompatible)))
                .isNotInstanceOf(SchemaRegistry.Answer.Found.class);
        assertThat(gateway.post(name, "{\"user\":\"u\"}").statusCode()).isEqualTo(200);
    }

    /** @param must anything for a field that has no default */
    private static String field(String name, @Nullable String must) {
        return must == null
                ? "{\"name\":\"" + name + "\",\"type\":[\"null\",\"string\"],\"default\":null},"
                : "{\"name\":\"" + name + "\",\"type\":\"string\"},";
    }

    @Test
    void startsWithoutBrokerAndRegistryAndFindsThemByItself() {
        STACK.kafka.kill();
        STACK.registry.kill();
        try (GatewayProcess early = GatewayProcess.launch(Map.of())) {
            assertThat(early.health("live")).isEqualTo(200);
            assertThat(early.health("ready")).isEqualTo(503);
            HttpResponse<String> answer = early.post(ACTIVITY, activity(unique(), 1));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
            STACK.registry.restart();
            // Its first answers may take longer than a request waits.
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            early.post(ACTIVITY, activity(unique(), 1)).body().contains("broker-unavailable"));
            STACK.kafka.restart();
            early.awaitReady();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> early.post(ACTIVITY, activity(unique(), 1)).statusCode() == 200);
        }
    }

    @Test
    void stoppingFinishesWhatIsUnderWay() {
        String user = unique();
        try (GatewayProcess stopping = GatewayProcess.start(Map.of())) {
            CompletableFuture<HttpResponse<String>> answer;
            STACK.pauseKafka();
            try {
                answer = stopping.postAsync(ACTIVITY, "application/json", activity(user, 1));
                await().atMost(Duration.ofSeconds(5))
                        .untilAsserted(
                                () -> assertThat(stopping.metrics()).contains("freshet_gateway_under_way_records 1.0"));
                stopping.terminate();
                await().during(Duration.ofMillis(500))
                        .atMost(Duration.ofSeconds(2))
                        .until(() -> !answer.isDone());
            } finally {
                STACK.resumeKafka();
            }
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(stopping.awaitExit()).isIn(0, 143);
        }
        assertThat(Topics.withKey(ACTIVITY, user)).hasSize(1);
    }

    @Test
    void stoppingRefusesWhatIsNewWithAProblemAndClosesItsConnection() {
        try (GatewayProcess stopping = GatewayProcess.start(Map.of())) {
            Raw kept = new Raw(stopping.port);
            CompletableFuture<HttpResponse<String>> answer;
            String refused;
            STACK.pauseKafka();
            try {
                answer = stopping.postAsync(ACTIVITY, "application/json", activity(unique(), 1));
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(
                                () -> assertThat(stopping.metrics()).contains("freshet_gateway_under_way_records 1.0"));
                stopping.terminate();
                await().atMost(Duration.ofSeconds(20)).until(() -> stopping.health("ready") != 200);
                refused = kept.say("POST /v1/events/user-activity HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}")
                        .hearAll();
            } finally {
                STACK.resumeKafka();
                kept.close();
            }
            assertThat(refused)
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("connection: close")
                    .contains("application/problem+json", "shutting-down")
                    .containsIgnoringCase("retry-after: ");
            assertThat(answer.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void addressThatOthersReachIsRefusedAtStart() {
        try (GatewayProcess open = GatewayProcess.spawn(Map.of("quarkus.http.host", "0.0.0.0"))) {
            assertThat(open.awaitExit()).isNotZero();
            assertThat(open.log()).contains("freshet.gateway.insecure-public");
        }
    }

    private static void assertFastRefusal() {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            long start = System.nanoTime();
            int status = gateway.post(ACTIVITY, activity(unique(), 1)).statusCode();
            return status == 503
                    && System.nanoTime() - start < Duration.ofMillis(500).toNanos();
        });
    }

    private static void sendUntil(AtomicBoolean going, Set<String> acknowledged, Set<Integer> statuses) {
        while (going.get()) {
            String user = unique();
            List<String> ids = IntStream.range(0, 5).mapToObj(i -> unique()).toList();
            String body = ids.stream()
                    .map(id -> activity(user, 1).replace("}", ",\"_meta\":{\"id\":\"" + id + "\"}}"))
                    .collect(Collectors.joining("\n"));
            try {
                HttpResponse<String> answer = gateway.post(ACTIVITY, "application/x-ndjson", body);
                statuses.add(answer.statusCode());
                ids.stream()
                        .filter(id -> answer.body().contains("\"outcome\":\"accepted\",\"id\":\"" + id + "\""))
                        .forEach(acknowledged::add);
            } catch (CompletionException e) {
                statuses.add(-1);
            }
        }
    }

    private static List<String> storedIds() {
        List<String> ids = new ArrayList<>();
        Topics.read(ACTIVITY)
                .forEach(r -> ids.add(new String(r.headers().lastHeader("ce_id").value(), UTF_8)));
        return ids;
    }

    private static String array(String user, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> activity(user, i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String activity(String user, long timestamp) {
        return "{\"timestamp\":%d,\"user_id\":\"%s\",\"action\":\"view\"}".formatted(timestamp, user);
    }

    private static String unique() {
        return "u" + UUID.randomUUID().toString().replace("-", "");
    }
}
