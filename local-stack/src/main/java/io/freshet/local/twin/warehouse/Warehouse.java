package io.freshet.local.twin.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jboss.logging.Logger;

/**
 * The database file. One process owns it; its connections see neither the file system nor the network, and nobody can
 * change its settings once it is open. Safe for any number of threads; a connection is for one.
 */
public final class Warehouse implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Warehouse.class);
    /** In this order: later ones stand on earlier ones. Those of silver and gold are made from Snowflake's, see the module warehouse. */
    private static final List<String> SCRIPTS = List.of(
            "bronze.sql",
            "load_history.sql",
            "silver_clickstream_events.sql",
            "silver_device_silence.sql",
            "silver_fraud_alerts.sql",
            "silver_login_events.sql",
            "silver_order_events.sql",
            "silver_rejected_events.sql",
            "silver_sensor_alerts.sql",
            "silver_sensor_readings.sql",
            "silver_tracker_events.sql",
            "silver_user_activity.sql",
            "silver_user_sessions.sql",
            "gold_activity_by_country.sql",
            "gold_alerts.sql",
            "gold_customer_order_totals.sql",
            "gold_orders_hourly.sql",
            "gold_rejected_hourly.sql",
            "gold_sensors_hourly.sql",
            "gold_sessions_hourly.sql");

    private static final String LOCK = "SET GLOBAL TimeZone = 'UTC'; SET GLOBAL lock_configuration = true;";

    private final DuckDBConnection root;

    private Warehouse(DuckDBConnection root) {
        this.root = root;
    }

    /** Opens the file, made now if there is none, with all schemas, tables and views in it. */
    public static Warehouse open(Path file) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "256MB");
        settings.setProperty("threads", "2");
        settings.setProperty("max_temp_directory_size", "4GB");
        settings.setProperty("enable_external_access", "false");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("jdbc_stream_results", "true");
        Warehouse warehouse = new Warehouse(
                DriverManager.getConnection("jdbc:duckdb:" + file, settings).unwrap(DuckDBConnection.class));
        warehouse.prepare();
        return warehouse;
    }

    private void prepare() throws SQLException {
        for (String script : SCRIPTS) {
            execute(read(script));
        }
        execute(LOCK);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(String script) {
        try (InputStream in = Warehouse.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("missing from the program: " + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("unreadable in the program: " + script, e);
        }
    }

    /** A connection of its own for the caller, who closes it. */
    public synchronized DuckDBConnection connect() throws SQLException {
        return root.duplicate();
    }

    /** Ends what a connection was at, whether or not it had begun something; for use after a failure. */
    public static void rollBack(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException nothingToRollBack) {
            LOG.debugf("Nothing was rolled back. detail=%s", nothingToRollBack.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        try {
            root.close();
        } catch (SQLException e) {
            LOG.warnf(
                    "Database was not closed cleanly; its log will be read at the next start. error=%s",
                    e.getMessage());
        }
    }
}
