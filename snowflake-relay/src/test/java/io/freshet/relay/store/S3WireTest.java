package io.freshet.relay.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freshet.relay.store.ObjectStore.PutOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the requests to S3 and to AWS's token service, of which no local store takes notice. */
class S3WireTest {
    private static final String ASSUMED = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>\
            <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>of-the-role</SecretAccessKey>\
            <SessionToken>token-of-the-role</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>\
            </Credentials></AssumeRoleResult></AssumeRoleResponse>""";

    private final Map<String, String> put = new ConcurrentHashMap<>();
    private volatile String assumed = "";
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        System.setProperty("aws.accessKeyId", "own");
        System.setProperty("aws.secretAccessKey", "secret");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        byte[] answer = new byte[0];
        if (exchange.getRequestMethod().equals("POST")) {
            assumed = URLDecoder.decode(body, UTF_8);
            answer = ASSUMED.getBytes(UTF_8);
        } else {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            put.putAll(lowerCase(headers));
        }
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(java.util.Locale.ROOT), value));
        return lower;
    }

    private void put(S3Role.@Nullable Assume role, Encryption encryption, @Nullable String key) throws Exception {
        S3Stores.Settings settings = new S3Stores.Settings(
                here(), "eu-west-1", "lake", true, Duration.ofSeconds(20), 1, role, encryption, key);
        try (Stores stores = new S3Stores(settings)) {
            assertThat(stores.configured().create("v1/k", "rows".getBytes(UTF_8), StoreConformance.FACTS))
                    .isEqualTo(PutOutcome.CREATED);
        }
    }

    private URI here() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void leavesEncryptionToTheBucketUnlessItIsTold() throws Exception {
        put(null, Encryption.NONE, null);

        assertThat(put).containsEntry("if-none-match", "*").doesNotContainKey("x-amz-server-side-encryption");
    }

    @Test
    void demandsEncryptionByKeysOfS3() throws Exception {
        put(null, Encryption.S3, null);

        assertThat(put).containsEntry("if-none-match", "*").containsEntry("x-amz-server-side-encryption", "AES256");
    }

    @Test
    void demandsEncryptionByAKeyOfKms() throws Exception {
        put(null, Encryption.KMS, "arn:aws:kms:eu-west-1:1:key/2");

        assertThat(put)
                .containsEntry("if-none-match", "*")
                .containsEntry("x-amz-server-side-encryption", "aws:kms")
                .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "arn:aws:kms:eu-west-1:1:key/2");
    }

    @Test
    void storesAsTheRoleThatItAssumed() throws Exception {
        put(new S3Role.Assume("arn:aws:iam::1:role/relay", "of-the-owner", here()), Encryption.NONE, null);

        assertThat(assumed)
                .contains("Action=AssumeRole")
                .contains("RoleArn=arn:aws:iam::1:role/relay")
                .contains("ExternalId=of-the-owner");
        assertThat(put)
                .containsEntry("x-amz-security-token", "token-of-the-role")
                .hasEntrySatisfying(
                        "authorization",
                        signed -> assertThat(signed)
                                .contains("Credential=ASIAROLE/")
                                .contains("x-amz-security-token"));
    }
}
