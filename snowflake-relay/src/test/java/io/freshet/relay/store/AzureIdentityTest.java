package io.freshet.relay.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an endpoint that speaks the protocol. */
class AzureIdentityTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final TokenRequestContext STORAGE =
            new TokenRequestContext().addScopes("https://storage.azure.com/.default");

    @TempDir
    Path directory;

    private HttpServer endpoint;
    private volatile String query = "";
    private volatile String body = "";
    private volatile String metadata = "";
    private volatile String header = "";
    private volatile int status = 200;
    private volatile String answer = "";

    @BeforeEach
    void serve() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            query = exchange.getRequestURI().toString();
            body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            metadata = String.valueOf(exchange.getRequestHeaders().getFirst("Metadata"));
            header = String.valueOf(exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"));
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        endpoint.start();
    }

    @AfterEach
    void end() {
        endpoint.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + path);
    }

    @Test
    void machineTellsATokenOfItsIdentity() {
        answer = "{\"access_token\":\"secret\",\"expires_in\":\"3600\",\"token_type\":\"Bearer\"}";
        AccessToken token =
                new ManagedIdentity(at("/metadata/identity/oauth2/token"), null, "mine", CLOCK).getTokenSync(STORAGE);

        assertThat(token.getToken()).isEqualTo("secret");
        assertThat(token.getExpiresAt().toInstant()).isEqualTo(NOW.plusSeconds(3_600));
        assertThat(query)
                .contains("api-version=2018-02-01")
                .contains("resource=https%3A%2F%2Fstorage.azure.com")
                .doesNotContain("default")
                .contains("client_id=mine");
        assertThat(metadata).isEqualTo("true");
    }

    @Test
    void platformWithAnEndpointOfItsOwnIsAskedItsWay() {
        answer = "{\"access_token\":\"secret\",\"expires_on\":\""
                + NOW.plusSeconds(60).getEpochSecond() + "\"}";
        AccessToken token = new ManagedIdentity(at("/msi/token"), "hush", null, CLOCK).getTokenSync(STORAGE);

        assertThat(token.getExpiresAt().toInstant()).isEqualTo(NOW.plusSeconds(60));
        assertThat(header).isEqualTo("hush");
        assertThat(query).contains("api-version=2019-08-01").doesNotContain("client_id");
    }

    @Test
    void tokenOfThePodIsExchangedAndReadAnewEachTime() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        answer = "{\"access_token\":\"secret\",\"expires_in\":3600}";
        WorkloadIdentity identity = new WorkloadIdentity(at("/"), "tenant", "client", file, CLOCK);
        assertThat(identity.getTokenSync(STORAGE).getToken()).isEqualTo("secret");
        assertThat(query).isEqualTo("/tenant/oauth2/v2.0/token");
        assertThat(body)
                .contains("client_assertion=first")
                .contains("grant_type=client_credentials")
                .contains("scope=https%3A%2F%2Fstorage.azure.com%2F.default");

        Files.writeString(file, "second");
        assertThat(identity.getToken(STORAGE).block()).isNotNull();
        assertThat(body).contains("client_assertion=second&".substring(0, 23));
    }

    @Test
    void refusalIsSaidWithoutWhatWasAnswered() throws Exception {
        status = 401;
        answer = "{\"error\":\"invalid_client\",\"error_description\":\"the secret stuff\"}";
        Path file = Files.writeString(directory.resolve("token"), "mine");

        assertThatThrownBy(() -> new WorkloadIdentity(at("/"), "t", "c", file, CLOCK).getTokenSync(STORAGE))
                .hasMessageContaining("401")
                .hasMessageContaining("invalid_client")
                .hasMessageNotContaining("secret stuff")
                .hasMessageNotContaining("mine");
    }

    @Test
    void missingTokenFileAndAnswerWithoutATokenAreSaid() {
        assertThatThrownBy(() ->
                        new WorkloadIdentity(at("/"), "t", "c", directory.resolve("none"), CLOCK).getTokenSync(STORAGE))
                .hasMessageContaining("none");
        answer = "[]";
        assertThatThrownBy(() -> new ManagedIdentity(at("/"), null, null, CLOCK).getTokenSync(STORAGE))
                .hasMessageContaining("no token");
    }
}
