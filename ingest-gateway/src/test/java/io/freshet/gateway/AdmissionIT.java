package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.gateway.admission.Signatures;
import io.freshet.gateway.admission.SigningSecret;
import io.freshet.local.part.PartPort;
import io.freshet.model.BuiltInTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged gateway with keys, certificates and an identity provider: who is let in, what pages are told, what is kept of a person. */
@SuppressWarnings("NullAway.Init")
final class AdmissionIT {
    private static final String ACTIVITY = "user-activity";
    private static final String WEB = "web-5up3r-s3cret-wr1te-key";
    private static final String STRICT = "strict-5up3r-s3cret-wr1te-key";
    private static final String OPEN = "open-5up3r-s3cret-wr1te-key";
    private static final String SLOW = "slow-5up3r-s3cret-wr1te-key";
    private static final String LATER = "later-5up3r-s3cret-wr1te-key";
    private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String PAGE = "https://shop.example.com";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final Provider PROVIDER = new Provider();
    private static final PartPort TLS = PartPort.free("https");
    private static Certificates certificates;
    private static Path secrets;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        Path directory = Stack.get().newDirectory("admission").toAbsolutePath();
        certificates = new Certificates(directory);
        certificates.issue("gateway");
        certificates.issue("till-4");
        certificates.issue("till-5");
        secrets = directory.resolve("secret");
        mount(keys(""));
        gateway = GatewayProcess.start(Map.ofEntries(
                Map.entry(
                        "freshet.gateway.admission.keys",
                        secrets.resolve("keys.yaml").toString()),
                Map.entry("freshet.gateway.admission.reload", "0.1S"),
                Map.entry("freshet.gateway.admission.proxies", "127.0.0.1"),
                Map.entry("freshet.gateway.admission.cookie.enabled", "true"),
                Map.entry("freshet.gateway.admission.cookie.domains", "example.com"),
                Map.entry("freshet.gateway.admission.oidc.jwks", PROVIDER.jwks()),
                Map.entry("freshet.gateway.admission.oidc.issuer", Provider.ISSUER),
                Map.entry("freshet.gateway.admission.oidc.audience", Provider.AUDIENCE),
                Map.entry("quarkus.http.ssl-port", Integer.toString(TLS.number())),
                Map.entry("quarkus.http.tls-configuration-name", "gateway"),
                Map.entry("quarkus.tls.gateway.reload-period", "1S"),
                Map.entry(
                        "quarkus.tls.gateway.key-store.pem.0.cert",
                        certificates.path("gateway.crt").toString()),
                Map.entry(
                        "quarkus.tls.gateway.key-store.pem.0.key",
                        certificates.path("gateway.key").toString()),
                Map.entry(
                        "quarkus.tls.gateway.trust-store.pem.certs",
                        certificates.path("ca.crt").toString())));
    }

    @AfterAll
    static void stop() {
        try {
            assertThat(gateway.log() + gateway.metrics())
                    .doesNotContain(
                            WEB,
                            STRICT,
                            OPEN,
                            SLOW,
                            LATER,
                            SECRET,
                            "5up3r",
                            Base64.getEncoder().encodeToString((WEB + ":").getBytes(UTF_8)),
                            "eyJ");
            assertThat(gateway.log().lines().filter(line -> !line.startsWith("{") || !line.endsWith("}")))
                    .as("one JSON object a line")
                    .isEmpty();
        } finally {
            gateway.close();
            PROVIDER.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer KEY",
        "authorization, bearer KEY",
        "Authorization, Basic BASE64",
        "X-Freshet-Key, KEY",
    })
    void keyIsTakenHoweverItIsShown(String header, String value) {
        String basic = Base64.getEncoder().encodeToString((WEB + ":").getBytes(UTF_8));

        assertStatus(200, post("").header(header, value.replace("KEY", WEB).replace("BASE64", basic)));
    }

    @Test
    void keyIsTakenFromTheAddressWhereHeadersCannotBeSet() {
        assertStatus(200, post("?key=" + WEB).setHeader("Content-Type", "text/plain"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-None|x",
                "X-Freshet-Key|wrong",
                "X-Freshet-Key|''",
                "X-Freshet-Key|web",
                "Authorization|Bearer wrong",
                "Authorization|Bearer",
                "Authorization|Digest username=web",
                "Authorization|Basic %%%",
                "Authorization|Basic d2Vi",
                "Authorization|Basic d2ViOnBhc3N3b3Jk",
                "Authorization|Basic AA==",
                "Authorization|Basic Og==",
                "Freshet-Signature|v1 key=till-4",
                "Freshet-Signature|v2 key=till-4, t=1, nonce=12345678, mac=00",
            })
    void whoeverHasNoGoodKeyIsRefused(String header, String value) {
        HttpResponse<String> answer =
                gateway.send(post("").header(header, value)).join();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer realm=\"freshet\"");
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception", "web,", value.length() < 8 ? "~" : value);
    }

    @Test
    void twoKeysAreNoKey() {
        assertStatus(401, post("?key=" + WEB).header("X-Freshet-Key", STRICT));
        assertStatus(200, post("?key=" + WEB).header("X-Freshet-Key", WEB));
    }

    @Test
    void typesOutsideTheScopeAreAsIfTheyWereNotThere() {
        String known = body(gateway.send(to("/v1/events/login-events", "{}").header("X-Freshet-Key", WEB))
                .join());
        String unknown = body(gateway.send(to("/v1/events/no-such-type", "{}").header("X-Freshet-Key", WEB))
                .join());

        assertThat(known)
                .contains("unknown-type", "; there are: user-activity.")
                .isEqualTo(unknown);
        assertThat(body(gateway.send(to("/v1/events/no-such-type", "{}").header("X-Freshet-Key", STRICT))
                        .join()))
                .contains("login-events, order-events, ", "user-activity")
                .doesNotContain("events.rejected", "customer-order-totals");
    }

    @Test
    void limitIsHeldAndTold() {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(gateway.send(post("").header("X-Freshet-Key", SLOW)).join());
        }

        assertThat(answers.getFirst().statusCode()).isEqualTo(200);
        assertThat(answers.getFirst().headers().firstValue("ratelimit-policy"))
                .contains("\"events-per-day\";q=5;w=86400");
        assertThat(answers.getFirst().headers().firstValue("ratelimit"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("\"events-per-day\";r=4;t="));
        HttpResponse<String> refused = answers.getLast();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("quota-exhausted");
        assertThat(refused.headers().firstValue("retry-after"))
                .hasValueSatisfying(v -> assertThat(Integer.parseInt(v)).isBetween(1, 86_400));
        assertThat(answers.stream().filter(a -> a.statusCode() == 200)).hasSize(5);
    }

    @Test
    void signatureIsTakenOnceAndNoForgedOrStaleOneIs() {
        String event = activity(unique());
        String signature = signature(event, Instant.now().getEpochSecond());

        assertStatus(200, to("/v1/events/" + ACTIVITY, event).header("Freshet-Signature", signature));
        assertThat(body(gateway.send(to("/v1/events/" + ACTIVITY, event).header("Freshet-Signature", signature))
                        .join()))
                .contains("replayed-signature", "401");
        assertThat(body(gateway.send(to("/v1/events/" + ACTIVITY, event + " ")
                                .header(
                                        "Freshet-Signature",
                                        signature(event, Instant.now().getEpochSecond())))
                        .join()))
                .contains("invalid-signature");
        for (long year : new long[] {-31_536_000, 31_536_000}) {
            assertThat(body(gateway.send(to("/v1/events/" + ACTIVITY, event)
                                    .header(
                                            "Freshet-Signature",
                                            signature(event, Instant.now().getEpochSecond() + year)))
                            .join()))
                    .contains("stale-signature");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send.sh", "send.py", "send.mjs"})
    void exampleSendsSigned(String script) throws IOException, InterruptedException {
        Path example = Path.of(System.getProperty("freshet.home"), "examples", "signing", script);
        ProcessBuilder builder = new ProcessBuilder(example.toString(), url(), ACTIVITY).redirectErrorStream(true);
        builder.environment().put("FRESHET_KEY", "till-4");
        builder.environment().put("FRESHET_SECRET", SECRET);
        Process process = builder.start();
        process.getOutputStream().write(activity(unique()).getBytes(UTF_8));
        process.getOutputStream().close();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("\"accepted\":1");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void clientCertificateIsAKey() throws IOException, InterruptedException {
        assertThat(overTls("till-4")).isEqualTo(200);
        assertThat(overTls("till-5")).as("genuine, but nobody's").isEqualTo(401);
        assertThat(overTls(null)).isEqualTo(401);
    }

    @Test
    void newServerCertificateIsTakenUpWithoutARestart() throws IOException {
        String before = serverSerial();

        certificates.issue("gateway");

        // Certificate and key are two files: in between, a handshake may find that they do not fit.
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !serverSerial().equals(before));
    }

    @Test
    void tokenIsTakenOnceItIsVerified() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> bearer(PROVIDER.token("shop-service", Provider.AUDIENCE, 5)) == 200);

        String genuine = PROVIDER.token("shop-service", Provider.AUDIENCE, 5);
        assertThat(bearer(PROVIDER.token("somebody", Provider.AUDIENCE, 5))).isEqualTo(401);
        assertThat(bearer(PROVIDER.token("shop-service", "another", 5))).isEqualTo(401);
        assertThat(bearer(PROVIDER.token("shop-service", Provider.AUDIENCE, -5)))
                .isEqualTo(401);
        assertThat(bearer(genuine.substring(0, genuine.length() - 8) + "AAAAAAAA"))
                .isEqualTo(401);
        assertThat(bearer("eyJhbGciOiJub25lIiwia2lkIjoib25lIn0.eyJzdWIiOiJzaG9wLXNlcnZpY2UifQ."))
                .isEqualTo(401);
        assertThat(bearer(Provider.token(Provider.newKey("one"), "shop-service", Provider.AUDIENCE, 5)))
                .as("another key of the same name")
                .isEqualTo(401);

        PROVIDER.rotate("two");
        await().atMost(Duration.ofSeconds(40))
                .until(() -> bearer(PROVIDER.token("shop-service", Provider.AUDIENCE, 5)) == 200);
    }

    @Test
    void keysAreTakenUpWithoutDroppingAConnectionAndBrokenOnesAreNot() {
        try (Raw raw = new Raw(gateway.port)) {
            assertThat(onSame(raw, WEB)).startsWith("HTTP/1.1 200 ");
            assertThat(onSame(raw, LATER)).startsWith("HTTP/1.1 401 ");

            mount(keys("- { name: later, sha256: " + hash(LATER) + ", types: '*' }"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> onSame(raw, LATER).startsWith("HTTP/1.1 200 "));

            mount(keys("- { name: later, sha256: " + hash(LATER) + ", types: '*', orgins: [x] }"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> gateway.metrics().contains("freshet_gateway_keys_stale 1"));
            assertThat(onSame(raw, LATER)).startsWith("HTTP/1.1 200 ");
            assertThat(onSame(raw, WEB)).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.isReady()).isTrue();
            assertThat(gateway.log()).contains("keys.yaml:").contains("orgins is not known here");

            mount(keys(""));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> onSame(raw, LATER).startsWith("HTTP/1.1 401 "));
            assertThat(gateway.metrics()).contains("freshet_gateway_keys_stale 0");
            assertThat(onSame(raw, WEB)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void pageMayAskAndSendAndReadEvenErrors() {
        HttpResponse<String> preflight = gateway.send(gateway.request("/v1/events/" + ACTIVITY)
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", PAGE)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization,content-type,x-retry-count")
                        .header("Access-Control-Request-Private-Network", "true"))
                .join();
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(header(preflight, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(header(preflight, "access-control-allow-headers"))
                .isEqualTo("authorization,content-type,x-retry-count");
        assertThat(header(preflight, "access-control-allow-methods")).contains("POST");
        assertThat(header(preflight, "access-control-max-age")).isEqualTo("7200");
        assertThat(header(preflight, "access-control-allow-private-network")).isEqualTo("true");
        assertThat(header(preflight, "vary")).contains("Origin", "Access-Control-Request-Headers");

        for (int status : new int[] {200, 401, 404, 405, 415, 422}) {
            HttpRequest.Builder request = to(
                            status == 404 ? "/v1/events/nothing" : "/v1/events/" + ACTIVITY,
                            status == 422 ? "{}" : activity(unique()))
                    .header("Origin", PAGE)
                    .header("X-Freshet-Key", status == 401 ? "wrong" : WEB);
            if (status == 405) {
                request.method("DELETE", BodyPublishers.noBody());
            }
            if (status == 415) {
                request.setHeader("Content-Type", "image/png");
            }
            HttpResponse<String> answer = gateway.send(request).join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(header(answer, "access-control-allow-origin")).isEqualTo(PAGE);
            assertThat(header(answer, "access-control-expose-headers")).contains("Retry-After");
            assertThat(header(answer, "vary")).contains("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test",
                "https://shop.example.com.evil.test",
                "http://shop.example.com",
                "https://shop.example.com:8443",
                "https://shop.example.com, https://shop.example.com",
                "null",
                "x"
            })
    void pageOfAnotherOriginMayNot(String origin) {
        HttpResponse<String> preflight = gateway.send(gateway.request("/v1/events/" + ACTIVITY)
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST"))
                .join();
        HttpResponse<String> answer = gateway.send(
                        post("").header("Origin", origin).header("X-Freshet-Key", WEB))
                .join();

        assertThat(List.of(preflight.statusCode(), answer.statusCode())).containsExactly(403, 403);
        assertThat(List.of(preflight, answer)).allSatisfy(a -> {
            assertThat(a.headers().firstValue("access-control-allow-origin")).isEmpty();
            assertThat(a.headers().firstValue("access-control-allow-credentials"))
                    .isEmpty();
            assertThat(header(a, "vary")).contains("Origin");
        });
    }

    @Test
    void twoOriginsOrHeadersThatAreNoneAreNotEchoed() {
        try (Raw raw = new Raw(gateway.port)) {
            raw.say("OPTIONS /v1/events/x HTTP/1.1\r\nHost: x\r\nOrigin: " + PAGE + "\r\nOrigin: " + PAGE
                    + "\r\nAccess-Control-Request-Method: POST\r\n\r\n");
            assertThat(raw.hearUntil("}")).startsWith("HTTP/1.1 403 ").doesNotContainIgnoringCase("allow-origin");
            raw.say("OPTIONS /v1/events/x HTTP/1.1\r\nHost: x\r\nOrigin: " + PAGE
                    + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: a b;c\r\n\r\n");
            assertThat(raw.hearUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 204 ")
                    .doesNotContainIgnoringCase("allow-headers");
        }
    }

    @Test
    void wishNotToBeTrackedIsHonoured() {
        String user = unique();

        assertThat(body(gateway.send(to("/v1/events/" + ACTIVITY, activity(user))
                                .header("X-Freshet-Key", STRICT)
                                .header("Sec-GPC", "1"))
                        .join()))
                .contains("consent-withheld", "403");
        assertStatus(
                200,
                to(
                                "/v1/events/" + ACTIVITY,
                                "{\"timestamp\":1,\"user_id\":\"" + user + "\",\"action\":\"view\",\"page\":\"p-" + user
                                        + "\"}")
                        .header("X-Freshet-Key", STRICT)
                        .header("X-Forwarded-For", "198.51.100.77, 203.0.113.77")
                        .header("DNT", "1"));
        assertThat(body(gateway.send(to(
                                        "/v1/events/" + ACTIVITY,
                                        "{\"timestamp\":1,\"user_id\":\"" + user
                                                + "\",\"action\":\"view\",\"page\":\"denied\"}")
                                .header("X-Freshet-Key", STRICT))
                        .join()))
                .contains("consent-refused")
                .contains("\"rejected\":1");

        assertThat(Topics.withKey(ACTIVITY, user)).isEmpty();
        assertThat(Topics.withKey(ACTIVITY, "anonymous")).anySatisfy(record -> {
            assertThat(new String(record.value(), UTF_8)).contains("p-" + user);
            assertThat(record.headers().lastHeader("freshet_address")).isNull();
        });
        assertThat(Topics.rejectedOf(ACTIVITY))
                .noneSatisfy(r -> assertThat(new String(r.payload(), UTF_8)).contains(user));
    }

    /** {@code BROUGHT} is the cookie that the browser brings, and gets again. */
    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "BROUGHT, '', true",
        "'not-an-id; Set-Cookie: a=b', '', true",
        "BROUGHT, SP-Anonymous, false",
        "BROUGHT, DNT, false",
    })
    void browserIsKnownAgainByItsCookieUnlessItIsNotWanted(String brought, String refusal, boolean known) {
        String id = UUID.randomUUID().toString();
        String user = unique();
        HttpRequest.Builder request = to(
                        "/com.snowplowanalytics.snowplow/tp2",
                        "{\"data\":[{\"e\":\"pv\",\"duid\":\"%s\",\"eid\":\"%s\"}]}".formatted(user, unique()))
                .header("X-Freshet-Key", OPEN)
                .header("Origin", PAGE);
        if (!brought.isEmpty()) {
            request.header("Cookie", "sp=" + brought.replace("BROUGHT", id));
        }
        if (!refusal.isEmpty()) {
            request.header(refusal, refusal.equals("DNT") ? "1" : "*");
        }

        HttpResponse<String> answer = gateway.send(request).join();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<ConsumerRecord<byte[], byte[]>> records = Topics.withKey("tracker-events", user);
        assertThat(records).hasSize(1);
        Object kept = Topics.decode(
                        records.getFirst().value(),
                        BuiltInTypes.get("tracker-events").schema())
                .get("network_user_id");
        if (known) {
            assertThat(header(answer, "set-cookie"))
                    .isEqualTo("sp=%s; Max-Age=31536000; Path=/; Domain=example.com; Secure; HttpOnly; SameSite=Lax"
                            .formatted(kept));
            assertThat(String.valueOf(kept).equals(id)).isEqualTo(brought.equals("BROUGHT"));
        } else {
            assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
            assertThat(kept).isNull();
        }
    }

    @Test
    void cookieOfANativeEventIsNotSet() {
        assertThat(gateway.send(post("").header("X-Freshet-Key", OPEN))
                        .join()
                        .headers()
                        .firstValue("set-cookie"))
                .isEmpty();
    }

    /** Whether a provider that is down stops anything but the tokens of keys that nobody knows. */
    @Test
    void providerThatIsDownStopsNoTokenOfAKnownKey() {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> bearer(PROVIDER.token("shop-service", Provider.AUDIENCE, 5)) == 200);
        PROVIDER.down(true);
        try {
            assertThat(bearer(PROVIDER.token("shop-service", Provider.AUDIENCE, 5)))
                    .isEqualTo(200);
            String unknown = Provider.token(Provider.newKey("of-nobody"), "shop-service", Provider.AUDIENCE, 5);
            await().atMost(Duration.ofSeconds(30)).until(() -> bearer(unknown) == 503);
            HttpResponse<String> answer = gateway.send(post("").header("Authorization", "Bearer " + unknown))
                    .join();
            assertThat(answer.body()).contains("identity-unavailable");
            assertThat(Integer.parseInt(header(answer, "retry-after"))).isPositive();
            assertStatus(200, post("").header("X-Freshet-Key", WEB));
        } finally {
            PROVIDER.down(false);
        }
        String unknown = Provider.token(Provider.newKey("of-nobody"), "shop-service", Provider.AUDIENCE, 5);
        await().atMost(Duration.ofSeconds(30)).until(() -> bearer(unknown) == 401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.77|203.0.113.0",
                "198.51.100.1, 203.0.113.77|203.0.113.0",
                "198.51.100.1, 203.0.113.77:443|203.0.113.0",
                "2001:db8:1:2:3:4:5:6|2001:db8:1:0:0:0:0:0",
                "198.51.100.1, [2001:db8:1:2::6]:443, 127.0.0.1|2001:db8:1:0:0:0:0:0",
                "203.0.113.77, not-an-address|127.0.0.0",
                "localhost|127.0.0.0",
            })
    void addressIsTruncatedBeforeItIsWritten(String forwarded, String kept) {
        String user = unique();

        assertStatus(
                200,
                to("/v1/events/" + ACTIVITY, activity(user))
                        .header("X-Freshet-Key", STRICT)
                        .header("X-Forwarded-For", forwarded));

        assertThat(kafkaHeader(only(user), "freshet_address")).isEqualTo(kept);
    }

    @Test
    void traceIsHandedOnIfItIsOne() {
        String user = unique();
        String other = unique();

        assertStatus(
                200,
                to("/v1/events/" + ACTIVITY, activity(user))
                        .header("X-Freshet-Key", WEB)
                        .header("traceparent", TRACE)
                        .header("tracestate", "vendor=value"));
        assertStatus(
                200,
                to("/v1/events/" + ACTIVITY, activity(other))
                        .header("X-Freshet-Key", WEB)
                        .header("traceparent", TRACE.replace("4bf9", "4BF9")));

        assertThat(kafkaHeader(only(user), "traceparent")).isEqualTo(TRACE);
        assertThat(kafkaHeader(only(user), "tracestate")).isEqualTo("vendor=value");
        assertThat(only(other).headers().lastHeader("traceparent")).isNull();
        assertThat(only(user).headers().lastHeader("freshet_address")).isNull();
    }

    private static String keys(String more) {
        return """
            keys:
            - name: web
              sha256: %s
              types: [user-activity]
              origins: ["%s"]
            - name: strict
              sha256: %s
              types: '*'
              privacy: { address: truncate, gpc: drop, dnt: strip, refusal: drop, consent: /page, identifiers: /user_id }
            - name: open
              sha256: %s
              types: '*'
              origins: ["%s"]
            - name: slow
              sha256: %s
              types: '*'
              limits: { events-per-day: 5 }
            - name: till-4
              hmac: %s
              certificate: dns:till-4.example.com
              types: '*'
            - name: service
              token: shop-service
              types: '*'
            %s
            """.formatted(hash(WEB), PAGE, hash(STRICT), hash(OPEN), PAGE, hash(SLOW), SECRET, more);
    }

    /** As Kubernetes does it: a new folder, and a link that is swapped. */
    private static void mount(String content) {
        try {
            Path version = secrets.resolve("version-" + UUID.randomUUID());
            Files.createDirectories(version);
            Files.writeString(version.resolve("keys.yaml"), content);
            Path link = secrets.resolve("..data_tmp");
            Files.createSymbolicLink(link, version.getFileName());
            Files.move(link, secrets.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            if (!Files.exists(secrets.resolve("keys.yaml"))) {
                Files.createSymbolicLink(secrets.resolve("keys.yaml"), Path.of("..data", "keys.yaml"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String signature(String event, long time) {
        String nonce = unique().substring(0, 16);
        byte[] bytes = event.getBytes(UTF_8);
        String text = Signatures.text("POST\n/v1/events/" + ACTIVITY, time, nonce, bytes, bytes.length);
        byte[] mac = new SigningSecret(Base64.getDecoder().decode(SECRET)).sign(text);
        return "v1 key=till-4, t=%d, nonce=%s, mac=%s"
                .formatted(time, nonce, HexFormat.of().formatHex(mac));
    }

    private static int overTls(@Nullable String client) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificates.context(client))
                .build()) {
            return http.send(tls(), BodyHandlers.ofString()).statusCode();
        }
    }

    private static String serverSerial() throws IOException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificates.context(null))
                .build()) {
            var session = http.send(tls(), BodyHandlers.ofString()).sslSession().orElseThrow();
            return ((X509Certificate) session.getPeerCertificates()[0])
                    .getSerialNumber()
                    .toString();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpRequest tls() {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + TLS.number() + "/v1/events/" + ACTIVITY))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(activity(unique())))
                .build();
    }

    private static int bearer(String token) {
        return gateway.send(post("").header("Authorization", "Bearer " + token))
                .join()
                .statusCode();
    }

    private static String onSame(Raw raw, String key) {
        String event = activity(unique());
        raw.say("POST /v1/events/user-activity HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Freshet-Key: "
                + key + "\r\nContent-Length: " + event.length() + "\r\n\r\n" + event);
        String head = raw.hearUntil("\r\n\r\n");
        raw.hearUntil(head.startsWith("HTTP/1.1 200 ") ? "]}" : "}");
        return head;
    }

    private static HttpRequest.Builder post(String query) {
        return to("/v1/events/" + ACTIVITY + query, activity(unique()));
    }

    private static HttpRequest.Builder to(String path, String body) {
        return gateway.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static void assertStatus(int status, HttpRequest.Builder request) {
        HttpResponse<String> answer = gateway.send(request).join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private static String body(HttpResponse<String> answer) {
        return answer.body();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static ConsumerRecord<byte[], byte[]> only(String key) {
        List<ConsumerRecord<byte[], byte[]>> records = Topics.withKey(ACTIVITY, key);
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static String kafkaHeader(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static String url() {
        return "http://127.0.0.1:" + gateway.port;
    }

    private static String activity(String user) {
        return "{\"timestamp\":1,\"user_id\":\"%s\",\"action\":\"view\"}".formatted(user);
    }

    private static String unique() {
        return "u" + UUID.randomUUID().toString().replace("-", "");
    }
}
