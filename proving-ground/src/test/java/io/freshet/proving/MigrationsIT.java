package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.load.SnowflakeSession;
import io.freshet.warehouse.migrate.Applier;
import io.freshet.warehouse.migrate.Collisions;
import io.freshet.warehouse.migrate.Definition;
import io.freshet.warehouse.migrate.Plan;
import io.freshet.warehouse.migrate.SqlJournal;
import io.freshet.warehouse.migrate.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Snowflake's migrations on fakesnow, by Snowflake's own driver, as far as it goes; what it cannot run is listed here and in the guide. */
@Order(8)
class MigrationsIT {
    /** As docs/snowflake.md lists them. */
    private static final Set<String> NOT_ON_FAKESNOW = Set.of(
            "ALTER USER",
            "CREATE FILE FORMAT",
            "CREATE PIPE",
            "CREATE ROLE",
            "CREATE STORAGE INTEGRATION",
            "CREATE USER",
            "CREATE WAREHOUSE",
            "GRANT");

    private static Fakesnow fakesnow;

    @BeforeAll
    static void start() throws Exception {
        fakesnow = Fakesnow.start();
    }

    @AfterAll
    static void stop() {
        fakesnow.close();
    }

    @Test
    void applyTwiceChangesNothingTheSecondTimeAndWhatFakesnowCannotRunIsKnown() {
        List<Statement> all = statements("FRESHET");
        Set<String> refused = new TreeSet<>();
        try (SnowflakeSession session = fakesnow.session()) {
            assertThat(applier(session, "FRESHET", refused).apply(all)).isEqualTo(all.size());
            List<List<String>> once = state(session, "FRESHET");

            assertThat(applier(session, "FRESHET", refused).apply(all)).isZero();
            assertThat(state(session, "FRESHET")).isEqualTo(once);
            assertThat(once).anySatisfy(row -> assertThat(row).contains("SHOP_ACTIVITY", "SRC"));
        }
        assertThat(refused).isEqualTo(new TreeSet<>(NOT_ON_FAKESNOW));
    }

    @Test
    void cutAnywhereItGoesOnInAnotherSessionToTheSameEnd() {
        List<List<String>> whole;
        try (SnowflakeSession session = fakesnow.session()) {
            applier(session, "WHOLE", new TreeSet<>()).apply(statements("WHOLE"));
            whole = state(session, "WHOLE");
        }
        int number = statements("WHOLE").size();
        for (int cut = 1; cut < number; cut += number / 3) {
            String database = "CUT" + cut;
            AtomicInteger left = new AtomicInteger(cut);
            try (SnowflakeSession session = fakesnow.session()) {
                Applier broken = new Applier(
                        sql -> {
                            tolerant(session, new TreeSet<>(), sql);
                            if (left.getAndDecrement() == 0) {
                                throw new IllegalStateException("cut");
                            }
                        },
                        new SqlJournal(session, database),
                        statement -> {});
                assertThatThrownBy(() -> broken.apply(statements(database))).hasMessage("cut");
            }
            try (SnowflakeSession session = fakesnow.session()) {
                assertThat(applier(session, database, new TreeSet<>()).apply(statements(database)))
                        .as("the one after which it was cut runs again, and those behind it")
                        .isEqualTo(number - cut);
                assertThat(state(session, database)).as("cut at %d", cut).isEqualTo(whole);
            }
        }
    }

    @Test
    void aTableThatIsNotOursIsNamedAndLeftAlone() {
        try (SnowflakeSession session = fakesnow.session()) {
            SqlJournal journal = new SqlJournal(session, "TAKEN");
            session.execute("CREATE SCHEMA TAKEN.bronze");
            session.execute("CREATE TABLE TAKEN.bronze.shop_activity (a INTEGER)");
            session.execute("CREATE TABLE TAKEN.bronze.user_activity"
                    + " (src VARIANT, file_name VARCHAR, file_row NUMBER(38, 0), loaded_at TIMESTAMP_LTZ)");
            List<Statement> pending =
                    Plan.of(statements("TAKEN"), journal.applied()).pending();

            assertThatThrownBy(() -> Collisions.refuse(pending, session, "TAKEN"))
                    .hasMessageContaining("bronze.shop_activity [a]")
                    .hasMessageNotContaining("user_activity");
        }
    }

    @Test
    void whatIsRefusedIsExplainedWithoutTheStatementsSecrets() {
        try (SnowflakeSession session = fakesnow.session()) {
            assertThatThrownBy(() -> session.execute("SELECT * FROM NOWHERE.bronze.nothing"))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("SELECT * FROM NOWHERE.bronze.nothing")
                    .hasMessageNotContaining("password");
        }
    }

    private static Applier applier(SnowflakeSession session, String database, Set<String> refused) {
        return new Applier(sql -> tolerant(session, refused, sql), new SqlJournal(session, database), statement -> {});
    }

    private static void tolerant(SnowflakeSession session, Set<String> refused, String sql) {
        try {
            session.execute(sql);
        } catch (Unreachable e) {
            refused.add(kind(sql));
        }
    }

    /** {@code CREATE PIPE}, {@code GRANT}. */
    private static String kind(String sql) {
        String head = sql.replaceAll("\\s+", " ");
        return head.startsWith("GRANT")
                ? "GRANT"
                : head.replaceFirst(
                        "^((?:CREATE|ALTER)(?: OR REPLACE)?(?: [A-Z]+)+?)(?: IF NOT EXISTS)? [A-Za-z_]*[a-z_.].*",
                        "$1");
    }

    private static List<List<String>> state(SnowflakeSession session, String database) {
        List<List<String>> rows = new ArrayList<>();
        session.query(
                "SELECT table_schema, table_name, column_name, data_type FROM " + database
                        + ".information_schema.columns WHERE table_schema IN ('BRONZE', 'SILVER', 'GOLD', 'OPS') ORDER BY 1, 2, 3",
                row -> rows.add(row.stream().map(String::valueOf).toList()));
        session.query(
                "SELECT DISTINCT id FROM " + database + ".ops.migrations ORDER BY id",
                row -> rows.add(row.stream().map(String::valueOf).toList()));
        return rows;
    }

    private static List<Statement> statements(String database) {
        return new Definition(
                        "s3",
                        Map.of(
                                "database", database,
                                "warehouse", "FRESHET_TRANSFORM",
                                "location", "s3://acme-events/",
                                "s3_role", "arn:aws:iam::001234567890:role/freshet-snowflake",
                                "public_key", "MIIBIjANBgkqh"))
                .statements(List.of("shop-activity"));
    }
}
