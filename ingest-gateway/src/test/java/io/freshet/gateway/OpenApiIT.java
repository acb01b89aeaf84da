package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The description that is served and the behaviour are one: every answer has a status, a media type, headers and a body that the description
 * names, and there is an answer for every status that it names.
 */
@SuppressWarnings("NullAway.Init")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OpenApiIT {
    private static final String KEY = "open-5up3r-s3cret-wr1te-key";
    private static final String SPENT = "spent-5up3r-s3cret-wr1te-key";
    private static final String JSON = "Content-Type: application/json";
    private static final String SHOWN = "X-Freshet-Key: " + KEY + "\r\n" + JSON;
    private static final String ACTIVITY =
            "{\"timestamp\":1,\"user_id\":\"u\",\"action\":\"view\",\"_meta\":{\"type\":\"user-activity\"}}";
    private static final String CALL = "{\"userId\":\"u\",\"event\":\"e\"}";
    private static final String BATCH = "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e\"}]}";
    private static final String PAYLOAD = "{\"data\":[{\"e\":\"pv\",\"duid\":\"d\"}]}";
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private static final Set<String> SEEN = new TreeSet<>();
    private static GatewayProcess gateway;
    private static JsonNode document;

    /** @param headers by name in lower case */
    private record Answer(int status, Map<String, String> headers, String body) {
        String media() {
            return headers.getOrDefault("content-type", "");
        }
    }

    @BeforeAll
    static void start() throws IOException {
        Path keys = Stack.get().newDirectory("keys").resolve("keys.yaml").toAbsolutePath();
        Files.writeString(keys, """
            keys:
            - { name: open, sha256: %s, types: '*', scopes: [write, close], origins: ["https://shop.example.com"] }
            - { name: spent, sha256: %s, types: '*', scopes: [write, close], limits: { events-per-day: 1 } }
            """.formatted(hash(KEY), hash(SPENT)));
        gateway = GatewayProcess.start(Map.of(
                "freshet.gateway.admission.keys", keys.toString(),
                "freshet.gateway.limits.body", "64K",
                "freshet.gateway.limits.event", "32K",
                "freshet.gateway.limits.body-timeout", "1S",
                "freshet.gateway.kafka.delivery-timeout", "3S",
                "freshet.gateway.kafka.request-timeout", "2S"));
        document = MAPPER.readTree(ask("GET", "/v1/openapi.json", JSON, "").body());
        assertThat(ask("POST", "/v1/events", "X-Freshet-Key: " + SPENT, ACTIVITY)
                        .status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    @Order(1)
    void ownPathsAnswerAsDescribed() {
        for (String path : new String[] {"/v1/events", "/v1/events/{type}"}) {
            String real = real(path);
            check("post", path, 200, ask("POST", real, SHOWN, ACTIVITY));
            check("post", path, 200, ask("POST", real, SHOWN, "[" + ACTIVITY + ",{\"x\":1}]"));
            check("post", path, 422, ask("POST", real, SHOWN, "{\"x\":\"\u00e9\"}\n7\nnonsense"));
            check("post", path, 400, ask("POST", real, SHOWN, " "));
            check("post", path, 408, askWithLength("POST", real, SHOWN, "{", 100));
            check("post", path, 413, ask("POST", real, SHOWN, " ".repeat(100_000)));
            check("post", path, 415, ask("POST", real, SHOWN.replace("json", "xml"), ACTIVITY));
            check("post", path, 405, ask("PUT", real, SHOWN, ACTIVITY));
            refusals("post", path, ACTIVITY);
        }
        check("post", "/v1/events/{type}", 404, ask("POST", "/v1/events/no-such-type", SHOWN, ACTIVITY));
        check("post", "/v1/events/{type}", 400, ask("POST", "/v1/events/No_Type", SHOWN, ACTIVITY));
        String pixel = "/v1/pixel/{type}";
        check("get", pixel, 200, ask("GET", real(pixel), SHOWN, ""));
        check("get", pixel, 400, ask("GET", "/v1/pixel/user-activity", SHOWN, ""));
        check("get", pixel, 404, ask("GET", "/v1/pixel/no-such-type?a=b", SHOWN, ""));
        check("get", pixel, 405, ask("POST", real(pixel), SHOWN, ACTIVITY));
        refusals("get", pixel, "");
        String close = "/v1/types/{type}/close";
        check("post", close, 200, ask("POST", real(close), SHOWN, ""));
        refusals("post", close, "");
        check("post", close, 404, ask("POST", "/v1/types/no-such-type/close", SHOWN, ""));
        check("post", close, 405, ask("PUT", real(close), SHOWN, ""));
        check("post", close, 413, ask("POST", real(close), SHOWN, "{}"));
        check("get", "/v1/openapi.json", 200, ask("GET", "/v1/openapi.json", JSON, ""));
    }

    @Test
    @Order(2)
    void pathsOfOtherProtocolsAnswerAsDescribed() {
        for (String path : segment()) {
            String good = path.endsWith("/batch") || path.endsWith("/b") || path.endsWith("/import") ? BATCH : CALL;
            check("post", path, 200, ask("POST", path, SHOWN, good));
            check("post", path, 200, ask("POST", path, SHOWN.replace(JSON, "Content-Type: text/plain"), "{\"a\":"));
            check("post", path, 400, ask("POST", path, SHOWN, " "));
            check("post", path, 405, ask("GET", path, SHOWN, ""));
            check("post", path, 413, ask("POST", path, SHOWN, " ".repeat(100_000)));
            check("post", path, 415, ask("POST", path, SHOWN.replace("json", "xml"), good));
            refusals("post", path, good);
        }
        check("post", "/v1/batch", 429, askWithLength("POST", "/v1/batch", SHOWN, "{", 100));
        String settings = "/v1/projects/{writeKey}/settings";
        check("get", settings, 200, ask("GET", settings.replace("{writeKey}", "k"), JSON, ""));
        check("get", settings, 404, ask("GET", settings.replace("{writeKey}", "%22"), JSON, ""));
        String tp2 = "/com.snowplowanalytics.snowplow/tp2";
        check("post", tp2, 200, ask("POST", tp2, SHOWN, PAYLOAD));
        check("post", tp2, 400, ask("POST", tp2, SHOWN, " "));
        check("post", tp2, 422, ask("POST", tp2, SHOWN, " ".repeat(100_000)));
        check("post", tp2, 422, ask("PUT", tp2, SHOWN, PAYLOAD));
        check("post", tp2, 429, askWithLength("POST", tp2, SHOWN, "{", 100));
        refusals("post", tp2, PAYLOAD);
        check("get", "/i", 200, ask("GET", real("/i"), SHOWN, ""));
        check("get", "/i", 400, ask("GET", "/i", SHOWN, ""));
        check("get", "/i", 422, ask("PUT", "/i", SHOWN, ""));
        refusals("get", "/i", "");
    }

    /** In the order in which what is said becomes known: not acknowledged in time first, then known to be away. */
    @Test
    @Order(3)
    void outageIsAnsweredAsDescribed() {
        Stack.get().pauseKafka();
        try {
            check("post", "/v1/events", 503, ask("POST", "/v1/events", SHOWN, "[" + ACTIVITY + "," + ACTIVITY + "]"));
            await().atMost(Duration.ofSeconds(30)).until(() -> !gateway.isReady());
            check("post", "/v1/events", 503, ask("POST", "/v1/events", SHOWN, ACTIVITY));
            check("post", "/v1/events/{type}", 503, ask("POST", real("/v1/events/{type}"), SHOWN, ACTIVITY));
            check("get", "/v1/pixel/{type}", 503, ask("GET", real("/v1/pixel/{type}"), SHOWN, ""));
            check("get", "/i", 503, ask("GET", real("/i"), SHOWN, ""));
            String tp2 = "/com.snowplowanalytics.snowplow/tp2";
            check("post", tp2, 503, ask("POST", tp2, SHOWN, PAYLOAD));
            check("post", "/v1/batch", 429, ask("POST", "/v1/batch", SHOWN, BATCH));
            check("post", "/v1/t", 429, ask("POST", "/v1/t", SHOWN, CALL));
            assertThat(ask("POST", "/v1/t", SHOWN + "\r\nX-Retry-Count: 6", CALL)
                            .headers())
                    .containsEntry("retry-after", "80");
            check("post", "/v1/types/{type}/close", 503, ask("POST", real("/v1/types/{type}/close"), SHOWN, ""));
        } finally {
            Stack.get().resumeKafka();
        }
        gateway.awaitReady();
    }

    @Test
    @Order(4)
    void everyStatusThatIsDescribedWasAnswered() {
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> method.getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(status ->
                                        described.add(method.getKey() + " " + path.getKey() + " " + status))));
        described.removeIf(each -> each.endsWith(" default"));

        assertThat(SEEN).isEqualTo(described);
    }

    /** What every path says to whoever is not known, not let in, or has used up what it may send. */
    private static void refusals(String method, String path, String body) {
        String verb = method.toUpperCase(Locale.ROOT);
        check(method, path, 401, ask(verb, real(path), JSON, body));
        check(method, path, 403, ask(verb, real(path), SHOWN + "\r\nOrigin: https://evil.test", body));
        check(method, path, 429, ask(verb, real(path), "X-Freshet-Key: " + SPENT + "\r\n" + JSON, body));
    }

    private static void check(String method, String path, int status, Answer answer) {
        String name = method + " " + path + " " + status;
        assertThat(answer.status()).as(name + answer.body()).isEqualTo(status);
        JsonNode described =
                document.path("paths").path(path).path(method).path("responses").path(Integer.toString(status));
        assertThat(described.isMissingNode()).as(name + " is not described").isFalse();
        described
                .path("headers")
                .fieldNames()
                .forEachRemaining(header -> assertThat(
                                answer.headers().getOrDefault(header.toLowerCase(Locale.ROOT), ""))
                        .as(name + " " + header)
                        .matches("[0-9]+"));
        JsonNode content = described.path("content").path(answer.media());
        assertThat(content.isMissingNode()).as(name + " as " + answer.media()).isFalse();
        if (answer.media().endsWith("json")) {
            assertThat(problems(content.path("schema"), answer.body()))
                    .as(name + answer.body())
                    .isEmpty();
        }
        if (answer.media().equals("application/problem+json")) {
            assertThat(answer.body()).contains("\"status\":" + status);
        }
        SEEN.add(name);
    }

    private static String problems(JsonNode schema, String body) {
        ObjectNode whole = MAPPER.createObjectNode();
        whole.set("components", document.path("components"));
        whole.set("allOf", MAPPER.createArrayNode().add(schema));
        try {
            return SCHEMAS.getSchema(whole).validate(MAPPER.readTree(body)).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("; "));
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }

    private static Set<String> segment() {
        Set<String> paths = new TreeSet<>();
        document.path("paths").properties().stream()
                .filter(e -> e.getValue().path("post").path("summary").asText().startsWith("Segment"))
                .forEach(e -> paths.add(e.getKey()));
        assertThat(paths).hasSizeGreaterThan(10);
        return paths;
    }

    private static String real(String path) {
        return switch (path) {
            case "/v1/pixel/{type}" -> "/v1/pixel/user-activity?user_id=u&action=view&timestamp=1";
            case "/i" -> "/i?e=pv&duid=d&eid=" + UUID.randomUUID();
            default -> path.replace("{type}", "user-activity");
        };
    }

    private static Answer ask(String method, String path, String headers, String body) {
        return askWithLength(method, path, headers, body, body.getBytes(UTF_8).length);
    }

    /** A connection of its own, so that nothing of the client's is between the gateway and what is looked at. */
    private static Answer askWithLength(String method, String path, String headers, String body, int length) {
        String declared = method.equals("GET") ? "" : "Content-Length: " + length + "\r\n";
        String head =
                method + " " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + declared + headers + "\r\n\r\n";
        String heard;
        try (Raw raw = new Raw(gateway.port)) {
            raw.say((head + (method.equals("GET") ? "" : body)).getBytes(UTF_8));
            heard = raw.hearAllOrReset();
        }
        int end = heard.indexOf("\r\n\r\n");
        assertThat(end).as(head + heard).isPositive();
        Map<String, String> answered = new TreeMap<>();
        heard.substring(0, end).lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            answered.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        return new Answer(
                Integer.parseInt(heard.substring(9, 12)),
                answered,
                new String(heard.substring(end + 4).getBytes(ISO_8859_1), UTF_8));
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
