package io.freshet.quarkus.snowflake.it;

import io.freshet.quarkus.snowflake.test.scripted.ScriptedSnowflake;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** The scripted server, with the application configured to log in to it by key pair. */
public class ScriptedServer implements QuarkusTestResourceLifecycleManager {

    private ScriptedSnowflake server;

    @Override
    public Map<String, String> start() {
        server = new ScriptedSnowflake();
        Path key = Path.of("../runtime/src/test/resources/keys/des3.p8")
                .toAbsolutePath()
                .normalize();
        return Map.of(
                "quarkus.datasource.scripted.jdbc.url", ScriptedSnowflake.jdbcUrl(server.port()),
                "quarkus.datasource.scripted.username", "loader",
                "quarkus.datasource.scripted.jdbc.pooling-enabled", "false",
                "quarkus.snowflake.scripted.private-key-file", key.toString(),
                "quarkus.snowflake.scripted.private-key-passphrase", "correct-horse",
                "quarkus.snowflake.scripted.result-format", "json",
                "quarkus.snowflake.scripted.login-timeout", "2S");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, field -> field.getType() == ScriptedSnowflake.class);
    }

    @Override
    public void stop() {
        server.close();
    }
}
