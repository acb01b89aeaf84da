package io.freshet.quarkus.snowflake.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agroal.api.AgroalDataSource;
import io.freshet.quarkus.snowflake.test.scripted.ScriptedSnowflake;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresAreExplainedTest {

    private static final int PORT = ScriptedSnowflake.portOf(FailuresAreExplainedTest.class);
    private static final String SECRET = "correct-horse-battery-staple";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(ScriptedSnowflake.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.jdbc.url", ScriptedSnowflake.jdbcUrl(PORT))
            .overrideConfigKey("quarkus.datasource.username", "LOADER")
            .overrideConfigKey("quarkus.datasource.password", SECRET)
            .overrideConfigKey("quarkus.datasource.jdbc.pooling-enabled", "false")
            .overrideConfigKey("quarkus.datasource.pooled.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.pooled.jdbc.url", ScriptedSnowflake.jdbcUrl(PORT))
            .overrideConfigKey("quarkus.datasource.pooled.username", "LOADER")
            .overrideConfigKey("quarkus.datasource.pooled.password", SECRET)
            .overrideConfigKey("quarkus.snowflake.role", "ANALYST")
            .overrideConfigKey("quarkus.snowflake.warehouse", "WH")
            .overrideConfigKey("quarkus.snowflake.login-timeout", "2S")
            .setLogRecordPredicate(record -> true)
            .assertLogRecords(records -> assertThat(records)
                    .allSatisfy(record -> assertThat(record.getMessage() + Arrays.toString(record.getParameters()))
                            .doesNotContain(SECRET)));

    @Inject
    AgroalDataSource dataSource;

    @Inject
    @DataSource("pooled")
    AgroalDataSource pooled;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    refusal 390100     | user with this password            | quarkus.datasource.username
                    refusal 390318     | token has expired                  | token-file
                    refusal 390189     | The role ANALYST                   | GRANT ROLE
                    refusal 390422     | network policy                     | administrator
                    session null ANALYST | another session than asked for   | USAGE
                    session WH OTHER   | Value specified by user: ANALYST   | verify-session
                    status 403         | 403                                | quarkus.snowflake.account
                    status 404         | 404                                | quarkus.snowflake.account
                    status 429         | 429                                | max-size
                    status 503         | 503                                | status.snowflake.com
                    cut                | hung up                                | proxy
                    """)
    void whenALoginFails(String answer, String cause, String remedy) {
        server.onLogin(ScriptedSnowflake.described(answer));

        Throwable failure = catchThrowable(() -> dataSource.getConnection().close());

        assertThat(failure)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("user LOADER, account scripted, http://127.0.0.1:" + PORT)
                .hasMessageContaining(cause)
                .hasMessageContaining(remedy);
        assertThat(failure).satisfies(f -> assertThat(f.toString()).doesNotContain(SECRET));
    }

    @Test
    void whenTheWarehouseIsSuspended() throws SQLException {
        server.onQuery(ScriptedSnowflake.refusal(606, "No active warehouse selected in the current session."));

        Throwable failure = catchThrowable(() -> query(dataSource));

        assertThat(failure).hasMessageContaining("No active warehouse selected").hasMessageContaining("AUTO_RESUME");
    }

    @Test
    void andADeadSessionIsThrownAway() throws SQLException {
        try (Connection connection = pooled.getConnection();
                Statement statement = connection.createStatement()) {
            server.onQuery(ScriptedSnowflake.refusal(390111, "Session no longer exists."));
            assertThat(catchThrowable(() -> statement.execute("SELECT 1"))).hasMessageContaining("The session is gone");
        }
        server.onQuery(ScriptedSnowflake.number(1));
        int loginsBefore = server.logins().size();
        query(pooled);

        assertThat(server.logins()).hasSize(loginsBefore + 1);
    }

    private static void query(AgroalDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
