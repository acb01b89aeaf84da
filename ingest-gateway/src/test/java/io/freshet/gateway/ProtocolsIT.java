package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.RejectedEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every protocol through the packaged gateway into Kafka, and what each tells its own senders. */
@SuppressWarnings("NullAway.Init")
final class ProtocolsIT {
    private static final String TRACKER = BuiltInTypes.TRACKER_EVENTS;
    private static final String ACTIVITY = "user-activity";
    private static final String JSON = "application/json";
    private static final String TP2 = "/com.snowplowanalytics.snowplow/tp2";

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.start(Map.of(
                "freshet.gateway.limits.body", "1M",
                "freshet.gateway.limits.events", "1000",
                "freshet.gateway.snowplow.paths", "/com.acme/track"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void eventsOfSeveralTypesInOneRequest() {
        String user = unique();

        HttpResponse<String> answer = post("/v1/events", JSON, """
                [{"_meta":{"type":"user-activity","id":"a"},"timestamp":1,"user_id":"%1$s","action":"view"},
                 {"_meta":{"type":"no-such-type"},"x":1},
                 {"_meta":{"type":"sensor-readings"},"device_id":"%1$s","timestamp":1},
                 {"x":1}]""".formatted(user));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"accepted\":2,\"rejected\":2,\"retry\":0,")
                .contains("\"reason\":\"no-such-type\"", "\"pointer\":\"/_meta/type\"");
        assertThat(Topics.withKey(ACTIVITY, user)).hasSize(1);
        assertThat(Topics.withKey("sensor-readings", user)).hasSize(1);
    }

    @Test
    void cloudEventKeepsItsAttributesInKafka() {
        String user = unique();
        HttpResponse<String> answer = send(request("/v1/events", JSON, activity(user))
                .header("ce-specversion", "1.0")
                .header("ce-id", "id-" + user)
                .header("ce-source", "/caf%C3%A9")
                .header("ce-type", ACTIVITY)
                .header("ce-time", "2026-11-20T10:15:30.250Z")
                .header("ce-subject", "subject")
                .header("ce-region", "eu"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Topics.headers(only(ACTIVITY, user)))
                .containsEntry("ce_id", "id-" + user)
                .containsEntry("ce_source", "/café")
                .containsEntry("ce_type", ACTIVITY)
                .containsEntry("ce_time", "2026-11-20T10:15:30.250Z")
                .containsEntry("ce_subject", "subject")
                .containsEntry("ce_region", "eu");
    }

    @Test
    void cloudEventsComeInBatchesToo() {
        String user = unique();
        String event = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/s\",\"type\":\"x.y\",\"data\":"
                + activity(user) + "}";

        HttpResponse<String> answer = post(
                "/v1/events/" + ACTIVITY,
                "application/cloudevents-batch+json",
                "[" + event.formatted("1") + "," + event.formatted("2") + "]");

        assertThat(answer.body()).startsWith("{\"accepted\":2,");
        assertThat(Topics.withKey(ACTIVITY, user))
                .hasSize(2)
                .allSatisfy(r -> assertThat(Topics.headers(r)).containsEntry("ce_type", "x.y"));
    }

    @Test
    void segmentsSenderIsToldThatAllIsWellAlsoOfWhatIsRejected() {
        String user = unique();
        String bad = "{\"type\":\"dance\",\"messageId\":\"bad-" + user + "\"}";

        HttpResponse<String> answer = post(
                "/v1/batch",
                "text/plain",
                "{\"batch\":[{\"type\":\"track\",\"event\":\"e\",\"anonymousId\":\"%s\",\"messageId\":\"m\"},%s],\"writeKey\":\"k\"}"
                        .formatted(user, bad));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        ConsumerRecord<byte[], byte[]> record = only(TRACKER, user);
        assertThat(Topics.headers(record)).containsEntry("ce_id", "m").containsEntry("ce_source", "/freshet/segment");
        GenericRecord event =
                Topics.decode(record.value(), BuiltInTypes.get(TRACKER).schema());
        assertThat(event.get("name")).hasToString("e");
        RejectedEvent kept = Topics.rejectedOf(TRACKER).stream()
                .filter(r -> r.id().equals("bad-" + user))
                .findFirst()
                .orElseThrow();
        assertThat(new String(kept.payload(), UTF_8)).isEqualTo(bad);
        assertThat(kept.protocol()).isEqualTo("segment");
    }

    @ParameterizedTest
    @CsvSource({"t,track", "p,page", "s,screen", "i,identify", "g,group", "a,alias", "track,track", "identify,identify"
    })
    void segmentsPathsNameTheCall(String path, String call) {
        String user = unique();

        assertThat(post("/v1/" + path, JSON, "{\"userId\":\"" + user + "\"}").statusCode())
                .isEqualTo(200);

        assertThat(Topics.decode(
                                only(TRACKER, user).value(),
                                BuiltInTypes.get(TRACKER).schema())
                        .get("kind"))
                .hasToString(call);
    }

    @ParameterizedTest
    @CsvSource({TP2, "/com.acme/track"})
    void snowplowsTrackersPost(String path) {
        String user = unique();

        HttpResponse<String> answer = post(
                path,
                "application/json; charset=UTF-8",
                "{\"schema\":\"iglu:x\",\"data\":[{\"e\":\"pv\",\"eid\":\"e\",\"duid\":\"%s\",\"url\":\"http://p\"}]}"
                        .formatted(user));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Topics.headers(only(TRACKER, user))).containsEntry("ce_source", "/freshet/snowplow");
    }

    @Test
    void snowplowsTrackersAreNeverToldThatABodyIsTooLarge() {
        assertThat(post(TP2, JSON, "{\"data\":[\"" + "x".repeat(1_100_000) + "\"]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(post(TP2, "application/xml", "x").statusCode()).isEqualTo(422);
    }

    @Test
    void pixelsAreImages() {
        String user = unique();
        HttpResponse<String> snowplow = get("/i?e=pv&eid=e&duid=" + user);
        HttpResponse<String> own = get(
                "/v1/pixel/user-activity?timestamp=1795274394386&action=view&user_id=" + user + "&_meta.id=p-" + user);

        for (HttpResponse<String> answer : List.of(snowplow, own)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("image/gif");
            assertThat(answer.body()).startsWith("GIF89a");
        }
        assertThat(Topics.withKey(TRACKER, user)).hasSize(1);
        assertThat(Topics.headers(only(ACTIVITY, user))).containsEntry("ce_id", "p-" + user);
    }

    @Test
    void formIsAnEvent() {
        String user = unique();

        HttpResponse<String> answer = post(
                "/v1/events/" + ACTIVITY,
                "application/x-www-form-urlencoded",
                "timestamp=5&action=view&page=%2Fa+b&user_id=" + user);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Topics.decode(
                                only(ACTIVITY, user).value(),
                                BuiltInTypes.get(ACTIVITY).schema())
                        .get("page"))
                .hasToString("/a b");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, gzip",
        "application/x-www-form-urlencoded, ''",
        "text/plain, identity",
        "application/x-ndjson, gzip"
    })
    void gzipIsKnownByItsBytesWhateverItsLabel(String contentType, String encoding) {
        String user = unique();
        HttpRequest.Builder request = gateway.request("/v1/events/" + ACTIVITY)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(gzip(activity(user).getBytes(UTF_8))));
        if (!encoding.isEmpty()) {
            request.header("Content-Encoding", encoding);
        }

        assertThat(send(request).statusCode()).isEqualTo(200);
        assertThat(Topics.withKey(ACTIVITY, user)).hasSize(1);
    }

    @Test
    void gzipThatIsCutOffIsAProblem() {
        byte[] whole = gzip(activity(unique()).getBytes(UTF_8));

        HttpResponse<String> answer = send(gateway.request("/v1/events/" + ACTIVITY)
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofByteArray(Arrays.copyOf(whole, whole.length - 9))));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid-encoding").doesNotContain("Exception");
    }

    @Test
    void bombsAreRefusedAndLeaveNothingBehind() {
        byte[] bomb = gzip(new byte[200_000_000]);

        Stream<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                .mapToObj(i -> gateway.send(gateway.request("/v1/events/" + ACTIVITY)
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofByteArray(bomb))));

        assertThat(answers.toList())
                .allSatisfy(a -> assertThat(a.join().statusCode()).isIn(413, 429));
        assertThat(gateway.metrics()).contains("freshet_gateway_bodies_bytes 0.0");
        assertThat(gateway.post(ACTIVITY, activity(unique())).statusCode()).isEqualTo(200);
    }

    @Test
    void linesLongerThanAnyBodyAreTakenInOrder() {
        String user = unique();
        int count = 30_000;
        InputStream lines = new ByteArrayInputStream(IntStream.range(0, count)
                .mapToObj(i -> i == 7
                        ? "nope\n"
                        : "{\"timestamp\":%d,\"user_id\":\"%s\",\"action\":\"view\"}\n".formatted(i, user))
                .collect(Collectors.joining())
                .getBytes(UTF_8));

        HttpResponse<String> answer = send(gateway.request("/v1/events/" + ACTIVITY)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofInputStream(() -> lines)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith(
                        "{\"accepted\":29999,\"rejected\":1,\"retry\":0,\"listed\":\"not-accepted\",\"events\":[{\"index\":7,");
        assertThat(Topics.withKey(ACTIVITY, user).stream()
                        .map(r -> (Long) Topics.decode(
                                        r.value(), BuiltInTypes.get(ACTIVITY).schema())
                                .get("timestamp"))
                        .toList())
                .hasSize(count - 1)
                .isSorted();
        assertThat(gateway.metrics()).contains("freshet_gateway_bodies_bytes 0.0");
    }

    @Test
    void clockThatIsOffIsCorrected() {
        String user = unique();
        Instant wrong = Instant.now().minusSeconds(3_600);

        send(request(
                        "/v1/events/" + ACTIVITY,
                        JSON,
                        "{\"timestamp\":%d,\"user_id\":\"%s\",\"action\":\"view\"}"
                                .formatted(wrong.minusSeconds(60).toEpochMilli(), user))
                .header("Freshet-Sent-At", wrong.toString()));

        Map<String, String> headers = Topics.headers(only(ACTIVITY, user));
        assertThat(headers).containsEntry("freshet_time", "skewed");
        assertThat(Instant.parse(headers.get("ce_time")))
                .isBetween(Instant.now().minusSeconds(90), Instant.now().minusSeconds(50));
    }

    @Test
    void replayedEventBearsTheIdThatItWasRejectedWith() {
        String user = unique();

        HttpResponse<String> answer = send(request(
                        "/v1/batch",
                        JSON,
                        "{\"batch\":[{\"type\":\"track\",\"userId\":\"%s\",\"sentAt\":\"2020-01-01T00:00:00Z\"}]}"
                                .formatted(user))
                .header("Freshet-Replay-Id", "caf%C3%A9"));

        assertThat(answer.body()).startsWith("{\"accepted\":1,");
        assertThat(Topics.headers(only(TRACKER, user)))
                .containsEntry("ce_id", "café")
                .containsEntry("freshet_time", "ok");
    }

    private static HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path, contentType, body));
    }

    private static HttpResponse<String> get(String path) {
        return send(gateway.request(path).GET());
    }

    private static HttpRequest.Builder request(String path, String contentType, String body) {
        return gateway.request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return gateway.send(request).join();
    }

    private static ConsumerRecord<byte[], byte[]> only(String topic, String key) {
        var records = Topics.withKey(topic, key);
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String activity(String user) {
        return "{\"timestamp\":1,\"user_id\":\"%s\",\"action\":\"view\"}".formatted(user);
    }

    private static String unique() {
        return "u" + UUID.randomUUID().toString().replace("-", "");
    }
}
