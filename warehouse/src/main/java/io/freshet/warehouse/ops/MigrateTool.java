package io.freshet.warehouse.ops;

import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.load.SqlSession;
import io.freshet.warehouse.migrate.Applier;
import io.freshet.warehouse.migrate.Collisions;
import io.freshet.warehouse.migrate.Definition;
import io.freshet.warehouse.migrate.Plan;
import io.freshet.warehouse.migrate.SqlJournal;
import io.freshet.warehouse.migrate.Statement;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code plan} and {@code apply}. */
final class MigrateTool {
    private final Connections connections;
    private final Settings settings;

    MigrateTool(Connections connections, Settings settings) {
        this.connections = connections;
        this.settings = settings;
    }

    /** Every statement, as it would be run on an empty account; asks nobody. */
    int print(PrintStream out) {
        wanted().forEach(statement -> out.println("-- " + statement.id() + "\n" + statement.sql() + ";"));
        return 0;
    }

    int plan(PrintStream out) {
        List<Statement> wanted = wanted();
        try (SqlSession session = connections.snowflake()) {
            Plan plan = Plan.of(wanted, new SqlJournal(session, database()).applied());
            Collisions.refuse(plan.pending(), session, database());
            plan.pending().forEach(statement -> out.println("-- " + statement.id() + "\n" + statement.sql() + ";"));
            out.printf(
                    "%d statements are to be run, %d were applied.%n",
                    plan.pending().size(), plan.applied());
            return 0;
        } catch (SQLException e) {
            throw new Unreachable("The session was not ended: " + e.getMessage(), e);
        }
    }

    int apply(PrintStream out) {
        List<Statement> wanted = wanted();
        try (SqlSession session = connections.snowflake()) {
            SqlJournal journal = new SqlJournal(session, database());
            Collisions.refuse(Plan.of(wanted, journal.applied()).pending(), session, database());
            int ran = new Applier(
                            session::execute,
                            journal,
                            statement -> out.println(statement.id() + "  "
                                    + statement.sql().lines().findFirst().orElse("")))
                    .apply(wanted);
            out.printf("%d statements ran, %d were applied before.%n", ran, wanted.size() - ran);
            return 0;
        } catch (SQLException e) {
            throw new Unreachable("The session was not ended: " + e.getMessage(), e);
        }
    }

    private String database() {
        return settings.get("migrate.database", "FRESHET");
    }

    private List<Statement> wanted() {
        Map<String, String> variables = new HashMap<>();
        settings.under("migrate.")
                .forEach((name, value) -> variables.put(name.replace('-', '_'), String.valueOf(value)));
        variables.putIfAbsent("database", database());
        variables.putIfAbsent("warehouse", "FRESHET_TRANSFORM");
        List<String> more = Arrays.stream(settings.get("migrate.types", "").split(",", -1))
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .toList();
        return new Definition(settings.get("store.kind", "s3"), variables).statements(more);
    }
}
