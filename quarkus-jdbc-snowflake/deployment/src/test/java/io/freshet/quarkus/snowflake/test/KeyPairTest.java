package io.freshet.quarkus.snowflake.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agroal.api.AgroalDataSource;
import io.freshet.quarkus.snowflake.test.scripted.ScriptedSnowflake;
import io.quarkus.agroal.DataSource;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyPairTest {

    private static final int PORT = ScriptedSnowflake.portOf(KeyPairTest.class);
    private static final Pattern TOKEN = Pattern.compile("\"TOKEN\"\\s*:\\s*\"([^\"]+)\"");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ScriptedSnowflake.class, Keys.class, Vault.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.jdbc.url", ScriptedSnowflake.jdbcUrl(PORT))
            .overrideConfigKey("quarkus.datasource.username", "loader")
            .overrideConfigKey(
                    "quarkus.snowflake.private-key-file", Keys.file("des3.p8").toString())
            .overrideConfigKey("quarkus.snowflake.private-key-passphrase", "correct-horse")
            .overrideConfigKey("quarkus.snowflake.query-tag", "nightly")
            .overrideConfigKey("quarkus.snowflake.session-parameters.TIMEZONE", "Europe/Berlin")
            .overrideConfigKey("quarkus.datasource.jdbc.pooling-enabled", "false")
            .overrideConfigKey("quarkus.datasource.vaulted.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.vaulted.jdbc.url", ScriptedSnowflake.jdbcUrl(PORT))
            .overrideConfigKey("quarkus.snowflake.vaulted.credentials-provider", "snowflake-keys")
            .overrideConfigKey("quarkus.datasource.tokened.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.tokened.jdbc.url", ScriptedSnowflake.jdbcUrl(PORT))
            .overrideConfigKey("quarkus.datasource.tokened.username", "loader")
            .overrideConfigKey("quarkus.snowflake.\"tokened\".token", "an-oauth-token");

    @Inject
    AgroalDataSource dataSource;

    @Inject
    @DataSource("vaulted")
    AgroalDataSource vaulted;

    @Inject
    @DataSource("tokened")
    AgroalDataSource tokened;

    /** Started in Quarkus' class loader, where the tests run; it ends with the JVM, after the last session has been closed. */
    private static ScriptedSnowflake running;

    private ScriptedSnowflake server;

    @BeforeEach
    void start() {
        if (running == null) {
            running = new ScriptedSnowflake(PORT);
        }
        server = running;
        server.reset();
    }

    @Test
    void logsInWithATokenSignedByTheEncryptedKey() throws Exception {
        String login = login(dataSource);

        assertThat(login)
                .contains("\"SNOWFLAKE_JWT\"")
                .contains("\"QUERY_TAG\":\"nightly\"")
                .contains("\"TIMEZONE\":\"Europe/Berlin\"")
                .contains("\"CLIENT_TELEMETRY_ENABLED\":\"false\"")
                .doesNotContain("freshet")
                .doesNotContain("correct-horse");
        assertThatTokenIsSignedBy(login, publicKey());
        assertThat(server.all()).noneMatch(request -> request.path().contains("telemetry"));
    }

    @Test
    void takesUserAndKeyFromACredentialsProvider() throws Exception {
        String login = login(vaulted);

        assertThat(login).contains("\"SNOWFLAKE_JWT\"").contains("vaulted_user");
        assertThatTokenIsSignedBy(login, publicKey());
    }

    @Test
    void logsInWithAnOauthToken() throws Exception {
        assertThat(login(tokened)).contains("\"OAUTH\"").contains("an-oauth-token");
    }

    @Test
    void comparesFingerprintsWhenTheKeyIsRefused() throws Exception {
        server.onLogin(ScriptedSnowflake.refusal(390144, "JWT token is invalid. [a-uuid]"));
        Throwable failure = catchThrowable(() -> dataSource.getConnection().close());

        assertThat(failure)
                .hasMessageContaining("SHA256:"
                        + Files.readString(Keys.file("fingerprint.txt")).strip())
                .hasMessageContaining("this machine says");
    }

    private String login(AgroalDataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
        }
        return server.logins().getLast().body();
    }

    private static PublicKey publicKey() throws Exception {
        String pem = Files.readString(Keys.file("public.pem")).replaceAll("-----.*?-----", "");
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }

    private static void assertThatTokenIsSignedBy(String login, PublicKey key) throws Exception {
        Matcher token = TOKEN.matcher(login);
        assertThat(token.find()).isTrue();
        String[] parts = token.group(1).split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    /** Stands for a vault. */
    @ApplicationScoped
    static class Vault implements CredentialsProvider {

        @Override
        public Map<String, String> getCredentials(String name) {
            try {
                return Map.of(
                        "user", "vaulted_user",
                        "private-key", Files.readString(Keys.file("aes256.p8")),
                        "private-key-passphrase", "correct-horse");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
