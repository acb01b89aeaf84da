package io.freshet.quarkus.snowflake.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.freshet.quarkus.snowflake.config.SnowflakeConfig;
import io.freshet.quarkus.snowflake.config.SnowflakeDataSourceConfig;
import io.freshet.quarkus.snowflake.config.SnowflakeDataSourceConfig.ResultFormat;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPropertiesTest {

    private static final String PREFIX = "quarkus.snowflake.";

    @Test
    void isQuietAndPatientByDefault() {
        assertThat(properties())
                .containsEntry("CLIENT_TELEMETRY_ENABLED", "false")
                .containsEntry("disablePlatformDetection", "true")
                .containsEntry("ocspFailOpen", "true")
                .containsEntry("loginTimeout", "30")
                .containsEntry(JdbcKeys.VERIFY_SESSION, "true")
                .doesNotContainKeys(
                        "disableOCSPChecks", "JDBC_QUERY_RESULT_FORMAT", "enablePutGet", "useProxy", "networkTimeout");
    }

    @Test
    void carriesWhereToWork() {
        assertThat(properties(
                        "account",
                        "acme-eu",
                        "role",
                        "R",
                        "warehouse",
                        "W",
                        "database",
                        "D",
                        "schema",
                        "S",
                        "query-tag",
                        "nightly",
                        "session-parameters.TIMEZONE",
                        "Europe/Berlin",
                        "network-timeout",
                        "2M"))
                .containsEntry("account", "acme-eu")
                .containsEntry("role", "R")
                .containsEntry("warehouse", "W")
                .containsEntry("db", "D")
                .containsEntry("schema", "S")
                .containsEntry("QUERY_TAG", "nightly")
                .containsEntry("TIMEZONE", "Europe/Berlin")
                .containsEntry("networkTimeout", "120000");
    }

    @Test
    void goesOutThroughTheProxy() {
        assertThat(properties(
                        "proxy.host", "proxy.acme", "proxy.port", "8080", "proxy.username", "u", "proxy.password", "p"))
                .containsEntry("useProxy", "true")
                .containsEntry("proxyHost", "proxy.acme")
                .containsEntry("proxyPort", "8080")
                .containsEntry("proxyUser", "u")
                .containsEntry("proxyPassword", "p");
    }

    @Test
    void checksRevocationAsStrictlyAsAsked() {
        assertThat(properties("ocsp", "fail-closed")).containsEntry("ocspFailOpen", "false");
        assertThat(properties("ocsp", "off")).containsEntry("disableOCSPChecks", "true");
    }

    @Test
    void asksForJsonAndRefusesFilesInANativeProgram() {
        assertThat(SessionProperties.of(config(), false, true, PREFIX))
                .containsEntry("JDBC_QUERY_RESULT_FORMAT", "JSON")
                .containsEntry("enablePutGet", "false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.snowflakecomputing.com",
                "acme.snowflakecomputing.com",
                "acme eu",
                "acme?role=x",
                ""
            })
    void refusesWhatIsNotAnAccount(String account) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Account.checked(account, PREFIX))
                .withMessageContaining("quarkus.snowflake.account")
                .withMessageContaining("myorg-myaccount");
    }

    @Test
    void refusesAQueryTagThatSnowflakeWouldNotTake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties("query-tag", "x".repeat(2001)))
                .withMessageContaining("2001 characters");
    }

    @Test
    void choosesArrowWhereItWorks() {
        assertThat(ResultChannel.arrow(ResultFormat.AUTO, false, true, PREFIX)).isTrue();
        assertThat(ResultChannel.arrow(ResultFormat.AUTO, false, false, PREFIX)).isFalse();
        assertThat(ResultChannel.arrow(ResultFormat.AUTO, true, true, PREFIX)).isFalse();
        assertThat(ResultChannel.arrow(ResultFormat.JSON, false, true, PREFIX)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultChannel.arrow(ResultFormat.ARROW, false, false, PREFIX))
                .withMessageContaining("--add-opens=java.base/java.nio=ALL-UNNAMED");
    }

    @Test
    void prefersAKeyToATokenToAPassword() throws Exception {
        String pem = Files.readString(Path.of("src/test/resources/keys/des3.p8"));

        var key = secrets(Map.of(
                "private-key",
                pem,
                "private-key-passphrase",
                "correct-horse",
                "token",
                "t",
                "password",
                "p",
                "user",
                "u"));
        var token = secrets(Map.of("token", "t", "password", "p"));
        var password = secrets(Map.of("password", "p"));

        assertThat(key)
                .containsEntry("authenticator", "snowflake_jwt")
                .containsEntry("user", "u")
                .doesNotContainKeys("token", "password");
        assertThat(key.get("privateKey")).isInstanceOf(PrivateKey.class);
        assertThat(token)
                .containsEntry("token", "t")
                .containsEntry("authenticator", "oauth")
                .doesNotContainKey("password");
        assertThat(password).containsOnly(Map.entry("password", "p"));
    }

    @Test
    void readsKeyAndTokenFilesAfreshForEachConnection(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        Secrets secrets = new Secrets(
                config("token-file", file.toString(), "token-type", "programmatic-access-token"), Map::of, PREFIX);
        assertThat(secrets.asProperties())
                .containsEntry("token", "first")
                .containsEntry("authenticator", "programmatic_access_token");

        Files.writeString(file, "second");
        assertThat(secrets.asProperties()).containsEntry("token", "second");

        Files.delete(file);
        assertThatIllegalStateException()
                .isThrownBy(secrets::asProperties)
                .withMessageContaining("quarkus.snowflake.token-file (" + file);
    }

    private static Map<Object, Object> secrets(Map<String, String> provided) {
        return new Secrets(config(), () -> provided, PREFIX).asProperties();
    }

    private static Map<String, String> properties(String... settings) {
        return SessionProperties.of(config(settings), true, false, PREFIX);
    }

    private static SnowflakeDataSourceConfig config(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(PREFIX + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(SnowflakeConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(SnowflakeConfig.class)
                .dataSources()
                .get(DataSourceUtil.DEFAULT_DATASOURCE_NAME);
    }
}
