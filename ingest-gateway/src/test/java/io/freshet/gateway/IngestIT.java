package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged gateway with a real broker and a real registry: what is answered, and what is then in Kafka. */
@SuppressWarnings("NullAway.Init")
final class IngestIT {
    private static final String LONG =
            "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                    + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                    + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";
    private static final String NDJSON = "application/x-ndjson";
    private static final String ACTIVITY = "user-activity";

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.start(Map.of(
                "freshet.gateway.limits.body", "1M",
                "freshet.gateway.limits.body-timeout", "2S",
                "freshet.gateway.limits.events", "1000"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void eventIsInKafkaByteForByteWhenItIsAnswered() {
        String user = unique();
        Instant before = Instant.now();

        HttpResponse<String> answer = gateway.post(ACTIVITY, """
                {"timestamp":"2026-11-20T10:15:30.250Z","user_id":"%s","action":"view","page":"/é",
                 "_meta":{"id":"my-id","source":"/till/4"}}""".formatted(user));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":1,\"rejected\":0,\"retry\":0,"
                        + "\"events\":[{\"index\":0,\"outcome\":\"accepted\",\"id\":\"my-id\"}]}");
        ConsumerRecord<byte[], byte[]> record = only(ACTIVITY, user);
        Map<String, String> headers = Topics.headers(record);
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", "my-id")
                .containsEntry("ce_source", "/till/4")
                .containsEntry("ce_type", ACTIVITY)
                .containsEntry("ce_time", "2026-11-20T10:15:30.250Z")
                .containsEntry("ce_subject", user)
                .containsEntry("content-type", "application/avro")
                .containsEntry("freshet_time", "ok")
                .hasSize(9);
        assertThat(Instant.parse(headers.get("received_at"))).isBetween(before, Instant.now());
        assertThat(record.value()[0]).isZero();
        GenericRecord event =
                Topics.decode(record.value(), BuiltInTypes.get(ACTIVITY).schema());
        assertThat(event.get("user_id")).hasToString(user);
        assertThat(event.get("action")).hasToString("view");
        assertThat(event.get("page")).hasToString("/é");
        assertThat(event.get("country")).isNull();
        assertThat(event.get("timestamp"))
                .isEqualTo(Instant.parse("2026-11-20T10:15:30.250Z").toEpochMilli());
    }

    @Test
    void schemaIdInTheRecordIsTheRegistrys() {
        String user = unique();
        gateway.post(ACTIVITY, activity(user, 1));

        byte[] value = only(ACTIVITY, user).value();

        assertThat(Stack.get().schemas().byId(ByteBuffer.wrap(value, 1, 4).getInt()))
                .hasToString("Found[value=" + BuiltInTypes.get(ACTIVITY).schema() + "]");
    }

    @Test
    void eventWithoutAnIdGetsATimeOrderedOne() {
        String user = unique();
        HttpResponse<String> answer = gateway.post(ACTIVITY, activity(user, 1));

        String id = Topics.headers(only(ACTIVITY, user)).get("ce_id");
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(answer.body()).contains("\"id\":\"" + id + "\"");
    }

    @Test
    void idsOfThePayloadGoBeforeThoseOfMeta() {
        String device = unique();
        HttpResponse<String> answer = gateway.post("sensor-readings", """
                {"device_id":"%s","timestamp":1700000000000,"temperature":21.5,"_meta":{"id":"other"}}""".formatted(device));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Topics.headers(only("sensor-readings", device)).get("ce_id")).startsWith(device + "/");
    }

    @Test
    void decimalsAreExact() {
        String customer = unique();
        gateway.post("order-events", """
                {"order_id":"o","customer_id":"%s","order_status":"PAID","order_total":12345678901234.56,
                 "created_at":"2026-11-20T10:00:00Z"}""".formatted(customer));

        GenericRecord event = Topics.decode(
                only("order-events", customer).value(),
                BuiltInTypes.get("order-events").schema());
        ByteBuffer unscaled = (ByteBuffer) event.get("order_total");
        byte[] bytes = new byte[unscaled.remaining()];
        unscaled.get(bytes);
        assertThat(new BigDecimal(new BigInteger(bytes), 2)).isEqualTo("12345678901234.56");
    }

    @Test
    void timeFarAheadIsClampedAndThePayloadIsNot() {
        String user = unique();
        gateway.post(ACTIVITY, """
                {"timestamp":"2999-01-01T00:00:00Z","user_id":"%s","action":"view"}""".formatted(user));

        ConsumerRecord<byte[], byte[]> record = only(ACTIVITY, user);
        Map<String, String> headers = Topics.headers(record);
        assertThat(headers).containsEntry("freshet_time", "clamped");
        assertThat(headers.get("ce_time")).isEqualTo(headers.get("received_at"));
        assertThat(Topics.decode(record.value(), BuiltInTypes.get(ACTIVITY).schema())
                        .get("timestamp"))
                .isEqualTo(Instant.parse("2999-01-01T00:00:00Z").toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain; charset=UTF-8", "application/x-ndjson"})
    void linesAreTakenUnderEveryContentType(String contentType) {
        String user = unique();

        HttpResponse<String> answer =
                gateway.post(ACTIVITY, contentType, activity(user, 1) + "\n\r\n" + activity(user, 2) + "\n");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(timestamps(user)).containsExactly(1L, 2L);
    }

    @Test
    void eventsOfOneKeyStayInOrderAcrossFormsAndSizes() {
        String user = unique();
        String events =
                IntStream.rangeClosed(1, 900).mapToObj(i -> activity(user, i)).collect(Collectors.joining(","));

        assertThat(gateway.post(ACTIVITY, "[" + events + "]").statusCode()).isEqualTo(200);

        assertThat(timestamps(user)).hasSize(900).isSorted();
    }

    @Test
    void manySendersAtOnceAllGetTheirOwnAnswers() {
        List<String> users = IntStream.range(0, 40).mapToObj(i -> unique()).toList();

        List<CompletableFuture<HttpResponse<String>>> answers = users.stream()
                .map(u -> gateway.postAsync(
                        ACTIVITY,
                        "application/json",
                        activity(u, 1).replace("}", ",\"_meta\":{\"id\":\"id-" + u + "\"}}")))
                .toList();

        for (int i = 0; i < users.size(); i++) {
            assertThat(answers.get(i).join().body()).contains("\"id\":\"id-" + users.get(i) + "\"");
        }
        List<String> stored = Topics.read(ACTIVITY).stream()
                .filter(r -> r.key() != null)
                .map(r -> new String(r.key(), UTF_8))
                .toList();
        assertThat(stored).containsAll(users);
    }

    @Test
    void goodEventsBesideBadOnesAreAccepted() {
        String user = unique();
        HttpResponse<String> answer = gateway.post(
                ACTIVITY, NDJSON, activity(user, 1) + "\n{\"user_id\":\"" + user + "\"}\nnope\n" + activity(user, 2));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"accepted\":2,\"rejected\":2,\"retry\":0,")
                .contains("{\"index\":1,\"outcome\":\"rejected\",\"id\":\"", "\"reason\":\"missing-field\"")
                .contains("{\"index\":2,\"outcome\":\"rejected\",\"id\":\"", "\"reason\":\"malformed-json\"");
        assertThat(timestamps(user)).containsExactly(1L, 2L);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badEventIsKeptTypedWithItsBytes(String reason, String body, String pointer) {
        String mark = unique();
        byte[] bytes = body.replace("MARK", mark).getBytes(ISO_8859_1);

        HttpResponse<String> answer = gateway.send(gateway.request("/v1/events/" + ACTIVITY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(bytes)))
                .join();

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("retry-after")).isEmpty();
        assertThat(answer.body())
                .startsWith("{\"accepted\":0,\"rejected\":1,\"retry\":0,")
                .contains("\"reason\":\"" + reason + "\"", "\"pointer\":\"" + pointer + "\"")
                .doesNotContain("Exception", "io.freshet", "jackson");
        RejectedEvent kept = Topics.rejectedOf(ACTIVITY).stream()
                .filter(r -> new String(r.payload(), ISO_8859_1).contains(mark))
                .findFirst()
                .orElseThrow();
        assertThat(kept.payload()).isEqualTo(bytes);
        assertThat(kept.reason()).isEqualTo(Reason.ofSlug(reason).orElseThrow());
        assertThat(answer.body()).contains("\"id\":\"" + kept.id() + "\"");
    }

    static Stream<Arguments> badEventIsKeptTypedWithItsBytes() {
        String head = "{\"user_id\":\"MARK\",\"action\":\"view\",\"timestamp\":1";
        return Stream.of(
                Arguments.of("malformed-json", head, "/timestamp"),
                Arguments.of("malformed-json", "MARK", ""),
                Arguments.of("malformed-json", head + ",\"page\":NaN}", "/page"),
                Arguments.of("malformed-json", head + ",\"page\":\"\u00e9\"}", "/page"),
                Arguments.of("not-an-object", "\"MARK\"", ""),
                Arguments.of("missing-field", "{\"user_id\":\"MARK\",\"action\":\"view\"}", "/timestamp"),
                Arguments.of("unknown-field", head + ",\"colour\":1}", "/colour"),
                Arguments.of("duplicate-field", head + ",\"page\":\"a\",\"page\":\"b\"}", "/page"),
                Arguments.of("wrong-type", head + ",\"page\":{}}", "/page"),
                Arguments.of("invalid-meta", head + ",\"_meta\":{\"id\":7}}", "/_meta/id"),
                Arguments.of(
                        "out-of-range",
                        "{\"user_id\":\"MARK\",\"action\":\"view\",\"timestamp\":1" + "0".repeat(400) + "}",
                        "/timestamp"));
    }

    @Test
    void whatIsTooLongToKeepIsKeptInPartWithItsLengthAndHash() {
        String mark = unique();
        String body = "{\"user_id\":\"%s\",\"action\":\"view\",\"timestamp\":1,\"page\":\"%s\"}"
                .formatted(mark, "x".repeat(600_000));

        HttpResponse<String> answer = gateway.post(ACTIVITY, body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"reason\":\"event-too-large\"");

        RejectedEvent kept = Topics.rejectedOf(ACTIVITY).stream()
                .filter(r -> new String(r.payload(), ISO_8859_1).contains(mark))
                .findFirst()
                .orElseThrow();
        assertThat(kept.reason()).isEqualTo(Reason.EVENT_TOO_LARGE);
        assertThat(kept.payload()).hasSize(RejectedEvent.MAX_PAYLOAD);
        assertThat(kept.payloadLength()).isEqualTo(body.length());
        assertThat(kept.payloadSha256()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/events/user-activity, 405, method-not-allowed",
        "DELETE, /v1/events/user-activity, 405, method-not-allowed",
        "POST, /, 404, not-found",
        "GET, /v1/events, 405, method-not-allowed",
        "POST, /v2/events/user-activity, 404, not-found",
        "GET, /q/health, 404, not-found",
        "POST, /v1/events/, 400, invalid-type-name",
        "POST, /v1/events/User_Activity, 400, invalid-type-name",
        "POST, /v1/events/a%2fb, 400, invalid-type-name",
        "POST, /v1/events/a%00b, 400, invalid-type-name",
        "POST, /v1/events/user-activity/x, 400, invalid-type-name",
        "POST, /v1/events/a%20b, 400, invalid-type-name",
        "POST, /v1/events/no-such-type, 404, unknown-type",
        "POST, /v1/events/events.rejected, 404, unknown-type",
        "POST, /v1/events/customer-order-totals, 404, unknown-type",
    })
    void requestThatCannotBeMeantIsAProblem(String method, String path, int status, String slug) {
        HttpResponse<String> answer = gateway.send(gateway.request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString("{}")))
                .join();

        assertThatProblem(answer, status, slug);
        assertThat(answer.headers().firstValue("allow").isPresent()).isEqualTo(status == 405);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, application/xml, 415, unsupported-media-type",
        "Content-Type, application/json; charset=utf-16, 415, unsupported-media-type",
        "Content-Type, nonsense, 415, unsupported-media-type",
        "Content-Type, application/json; long=" + LONG + ", 415, unsupported-media-type",
        "Content-Encoding, deflate, 415, unsupported-encoding",
        "Content-Encoding, br, 415, unsupported-encoding",
    })
    void bodyThatCannotBeReadIsAProblem(String header, String value, int status, String slug) {
        HttpResponse<String> answer = gateway.send(gateway.request("/v1/events/" + ACTIVITY)
                        .header(header, value)
                        .POST(BodyPublishers.ofString(activity(unique(), 1))))
                .join();

        assertThatProblem(answer, status, slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "[]", "[ ]"})
    void bodyWithoutEventsIsAProblem(String body) {
        assertThatProblem(gateway.post(ACTIVITY, body), 400, "empty-body");
    }

    @Test
    void tooManyEventsAreAProblemAndNoneIsKept() {
        String user = unique();
        String events =
                IntStream.rangeClosed(0, 1000).mapToObj(i -> activity(user, i)).collect(Collectors.joining(","));

        assertThatProblem(gateway.post(ACTIVITY, "[" + events + "]"), 413, "body-too-large");
        assertThat(Topics.withKey(ACTIVITY, user)).isEmpty();
    }

    @Test
    void declaredLengthOverTheLimitIsRefusedWithoutWaitingForTheBody() {
        try (Raw raw = new Raw(gateway.port)) {
            raw.say(head("Content-Length: 1048577\r\n"));

            assertThat(raw.hearUntil("}")).startsWith("HTTP/1.1 413 ").contains("body-too-large");
        }
    }

    @Test
    void bodyThatGrowsOverTheLimitIsCutOff() {
        byte[] chunk = new byte[65_536];
        String heard;
        try (Raw raw = new Raw(gateway.port)) {
            raw.say(head("Transfer-Encoding: chunked\r\n"));
            for (int i = 0; i < 17; i++) {
                raw.say("10000\r\n").say(chunk).say("\r\n");
            }
            heard = raw.hearAll();
        }

        assertThat(heard).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
    }

    @Test
    void slowBodyIsTimedOut() {
        try (Raw raw = new Raw(gateway.port)) {
            raw.say(head("Content-Length: 100\r\n") + "{");

            assertThat(raw.hearAll()).startsWith("HTTP/1.1 408 ").contains("body-timeout");
        }
    }

    @Test
    void senderThatGoesAwayLeavesNothingBehind() {
        try (Raw raw = new Raw(gateway.port)) {
            raw.say(head("Content-Length: 100000\r\n") + "{".repeat(50_000));
        }

        await().atMost(Duration.ofSeconds(10))
                .until(() -> gateway.metrics().contains("freshet_gateway_bodies_bytes 0.0"));
    }

    @Test
    void expectationIsMetBeforeTheBodyIsSent() {
        String event = activity(unique(), 1);
        try (Raw raw = new Raw(gateway.port)) {
            raw.say(head("Expect: 100-continue\r\nContent-Length: " + event.length() + "\r\n"));
            assertThat(raw.hearUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            raw.say(event);
            assertThat(raw.hearUntil("]}")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void connectionServesOneRequestAfterAnother() {
        String user = unique();
        try (Raw raw = new Raw(gateway.port)) {
            for (int i = 1; i <= 3; i++) {
                String event = activity(user, i);
                raw.say(head("Content-Length: " + event.length() + "\r\n") + event);
                assertThat(raw.hearUntil("]}")).startsWith("HTTP/1.1 200 ");
                raw.say("POST /v1/events/no-such-type HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
                assertThat(raw.hearUntil("}")).startsWith("HTTP/1.1 404 ");
            }
        }
        assertThat(timestamps(user)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        String user = unique();
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 5; i++) {
            String event = activity(user, i).replace("}", ",\"_meta\":{\"id\":\"p" + i + "\"}}");
            all.append(head("Content-Length: " + event.length() + "\r\n")).append(event);
        }
        try (Raw raw = new Raw(gateway.port)) {
            raw.say(all.toString());
            for (int i = 1; i <= 5; i++) {
                assertThat(raw.hearUntil("]}")).contains("\"id\":\"p" + i + "\"");
            }
        }
        assertThat(timestamps(user)).isSorted().hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense\r\n\r\n", "GET\r\n\r\n", "POST /v1/events/x HTTP/1.1\r\nContent-Length: -5\r\n\r\n"})
    void whatIsNoHttpIsRefusedWithoutATrace(String text) {
        try (Raw raw = new Raw(gateway.port)) {
            assertThat(raw.say(text).hearUntil("\r\n\r\n")).doesNotContain("Exception", "at io.");
        }
    }

    @Test
    void newTypeAndNewVersionAreTakenUpWithoutARestart() {
        String name = "shop-" + unique();
        Stack.get().install(name, TestTypes.SHOP);

        HttpResponse<String> first = gateway.post(name, "{\"user\":\"u\"}");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(gateway.post(name, "{\"user\":\"u\",\"more\":\"m\"}").statusCode())
                .isEqualTo(422);

        Stack.get()
                .install(
                        name,
                        TestTypes.SHOP.replace(
                                "{\"name\":\"user\"",
                                "{\"name\":\"more\",\"type\":[\"null\",\"string\"],\"default\":null},{\"name\":\"user\""));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        gateway.post(name, "{\"user\":\"u\",\"more\":\"m\"}").statusCode() == 200);
    }

    @Test
    void eventsAreCountedByTypeOutcomeAndReason() {
        gateway.post(ACTIVITY, activity(unique(), 1));
        gateway.post(ACTIVITY, "{\"user_id\":\"u\"}");
        gateway.post("never-heard-of", "{}");

        assertThat(gateway.metrics())
                .containsPattern(
                        "freshet_gateway_events_total\\{outcome=\"accepted\",protocol=\"http\",reason=\"\",type=\"user-activity\"} [1-9]")
                .containsPattern(
                        "freshet_gateway_events_total\\{outcome=\"rejected\",protocol=\"http\",reason=\"missing-field\",type=\"user-activity\"} [1-9]")
                .containsPattern("freshet_gateway_requests_refused_total\\{reason=\"unknown-type\"} [1-9]")
                .contains("freshet_gateway_acknowledgement_seconds_count")
                .contains("freshet_gateway_under_way_records 0.0")
                .doesNotContain("never-heard-of");
    }

    private static void assertThatProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body())
                .startsWith("{\"type\":\"https://freshet.io/problems/" + slug + "\"")
                .contains("\"status\":" + status)
                .doesNotContain("Exception");
    }

    private static ConsumerRecord<byte[], byte[]> only(String topic, String key) {
        List<ConsumerRecord<byte[], byte[]>> records = Topics.withKey(topic, key);
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static List<Long> timestamps(String user) {
        return Topics.withKey(ACTIVITY, user).stream()
                .map(r -> (Long)
                        Topics.decode(r.value(), BuiltInTypes.get(ACTIVITY).schema())
                                .get("timestamp"))
                .toList();
    }

    private static String head(String headers) {
        return "POST /v1/events/user-activity HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers
                + "\r\n";
    }

    private static String activity(String user, long timestamp) {
        return "{\"timestamp\":%d,\"user_id\":\"%s\",\"action\":\"view\"}".formatted(timestamp, user);
    }

    private static String unique() {
        return "u" + UUID.randomUUID().toString().replace("-", "");
    }
}
