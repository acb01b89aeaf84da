package io.freshet.warehouse.load;

import io.freshet.warehouse.Unreachable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A session over Snowflake's JDBC driver, which is looked for on the class path. */
public final class SnowflakeSession implements SqlSession {
    /** The driver logs what it also throws, and what it sends. Held, because a logger that nobody holds forgets its level. */
    private static final Logger DRIVER_LOG = Logger.getLogger("net.snowflake");

    private final Connection connection;
    private final SnowflakeErrors errors;

    private SnowflakeSession(Connection connection, SnowflakeErrors errors) {
        this.connection = connection;
        this.errors = errors;
    }

    /**
     * Logs in.
     *
     * @param url of another server than Snowflake's own; empty for that of the account
     * @param properties of the driver; secrets among them are never told
     */
    public static SnowflakeSession open(String url, String account, Properties properties) {
        SnowflakeErrors errors = new SnowflakeErrors(account, properties);
        properties.putIfAbsent("JDBC_QUERY_RESULT_FORMAT", "JSON");
        properties.putIfAbsent("application", "freshet");
        // It would ask the clouds' metadata addresses where it runs.
        properties.putIfAbsent("disablePlatformDetection", "true");
        DRIVER_LOG.setLevel(Level.OFF);
        properties.putIfAbsent("loginTimeout", "60");
        properties.putIfAbsent("account", account);
        String server = url.isEmpty() ? "jdbc:snowflake://" + account + ".snowflakecomputing.com/" : url;
        try {
            return new SnowflakeSession(DriverManager.getConnection(server, properties), errors);
        } catch (SQLException e) {
            throw errors.explain("No session with Snowflake", e);
        }
    }

    @Override
    public void query(String sql, Consumer<List<@Nullable String>> each) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(rows.getString(column));
                }
                each.accept(row);
            }
        } catch (SQLException e) {
            throw errors.explain(first(sql), e);
        }
    }

    @Override
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw errors.explain(first(sql), e);
        }
    }

    private static String first(String sql) {
        String line = sql.strip().lines().findFirst().orElse("");
        return line.length() <= 120 ? line : line.substring(0, 119) + "…";
    }

    /** @throws Unreachable when the session cannot be ended in good order */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw errors.explain("The session was not ended", e);
        }
    }
}
