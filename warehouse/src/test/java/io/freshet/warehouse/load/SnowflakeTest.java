package io.freshet.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.reconcile.Load;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Snowflake's words are taken for, by answers as its documentation shows them. No account has answered here. */
class SnowflakeTest {
    private static final String KEY = "v1/order-events/id/p=00000/dt=2026-11-20/1-2.ndjson.zst";

    /** Answers by a part of the question. */
    private static final class Scripted implements SqlSession {
        private final Map<String, List<List<@Nullable String>>> answers;
        private final List<String> executed = new ArrayList<>();

        Scripted(Map<String, List<List<@Nullable String>>> answers) {
            this.answers = answers;
        }

        @Override
        public void query(String sql, Consumer<List<@Nullable String>> each) {
            answers.entrySet().stream()
                    .filter(answer -> sql.contains(answer.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(sql))
                    .getValue()
                    .forEach(each);
        }

        @Override
        public void execute(String sql) {
            executed.add(sql);
        }

        @Override
        public void close() {}
    }

    @Test
    void readsTheHistoryByTheNamesThatTheStoreKnows() {
        Snowflake snowflake = new Snowflake(new Scripted(Map.of(
                "information_schema.tables",
                List.of(List.of("ORDER_EVENTS"), List.of("OTHER")),
                "COPY_HISTORY(TABLE_NAME => 'BRONZE.ORDER_EVENTS'",
                List.of(
                        List.of("s3://acme/" + KEY, "Load failed", "0", "cut off", "2026-11-20T12:00:01.000Z"),
                        List.of("s3://acme/" + KEY, "Loaded", "7", "", "2026-11-20T11:00:01.000Z")))));

        assertThat(snowflake.loads(Set.of("order_events", "not_there")))
                .isEqualTo(Map.of(
                        KEY,
                        List.of(
                                new Load(KEY, true, 7, "", Instant.parse("2026-11-20T11:00:01Z")),
                                new Load(KEY, false, 0, "cut off", Instant.parse("2026-11-20T12:00:01Z")))));
    }

    @Test
    void aPipeThatDoesNotRunIsPausedWhateverTheReason() {
        Snowflake snowflake = new Snowflake(new Scripted(Map.of(
                "information_schema.tables", List.of(List.of("A"), List.of("B"), List.of("C")),
                "bronze.A_PIPE", List.of(List.of("{\"executionState\":\"RUNNING\",\"pendingFileCount\":0}")),
                "bronze.B_PIPE", List.of(List.of("{\"executionState\":\"PAUSED\",\"pendingFileCount\":3}")),
                "bronze.C_PIPE", List.of(List.of("{\"executionState\":\"STALLED_EXECUTION_ERROR\"}")))));

        assertThat(snowflake.paused(Set.of("a", "b", "c"))).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void refreshesOneFileBelowThePathOfThePipe() {
        Scripted session = new Scripted(Map.of());
        new Snowflake(session).refresh("order_events", "a/b/" + KEY);

        assertThat(session.executed)
                .containsExactly(
                        "ALTER PIPE bronze.ORDER_EVENTS_PIPE REFRESH PREFIX = 'id/p=00000/dt=2026-11-20/1-2.ndjson.zst'");
        assertThat(Snowflake.key("azure://acme.blob.core.windows.net/events/" + KEY))
                .isEqualTo(KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    390100 | is not known in account     | snowflake.user
                    390144 | The key is not the user's   | RSA_PUBLIC_KEY
                    390189 | may not take the role       | GRANT ROLE
                    606    | No warehouse runs           | snowflake.warehouse
                    90073  | suspended by a resource     | ALTER WAREHOUSE
                    3001   | lacks a privilege           | docs/snowflake.md
                    2003   | is not there                | warehouse apply
                    2002   | is there already            | rename
                    200015 | network broke               | goes on where it was
                    390114 | session is gone             | goes on where it was
                    """)
    void namesCauseAndRemedyAndNoSecret(int code, String cause, String remedy) {
        Properties session = new Properties();
        session.put("user", "LOADER");
        session.put("role", "FRESHET_SERVICE");
        session.put("password", "hunter2");
        session.put("private_key_pwd", "open sesame");

        Unreachable told = new SnowflakeErrors("acme-eu", session)
                .explain(
                        "CREATE SCHEMA x",
                        new SQLException(
                                "refused with hunter2 and open sesame",
                                "08001",
                                code,
                                new RuntimeException("hunter2")));

        assertThat(told)
                .hasMessageContaining(cause)
                .hasMessageContaining(remedy)
                .hasMessageContaining("CREATE SCHEMA x");
        StringWriter everything = new StringWriter();
        told.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain("hunter2").doesNotContain("open sesame");
    }
}
