package io.freshet.local.twin.load;

import io.freshet.local.twin.warehouse.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jboss.logging.Logger;

/**
 * Loads one file into its bronze table, in one transaction with its row of the load history: after a crash at any point both are there
 * or neither. A file with anything wrong in it is skipped as a whole ({@code ON_ERROR = SKIP_FILE}) and recorded. For one thread.
 */
public final class FileLoader {
    private static final Logger LOG = Logger.getLogger(FileLoader.class);

    private final Warehouse warehouse;
    private final LoadHistory history;
    private final InstantSource clock;

    public FileLoader(Warehouse warehouse, LoadHistory history, InstantSource clock) {
        this.warehouse = warehouse;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Loads a file, or records why not; either way it is known afterwards.
     *
     * @throws SQLException when the database itself fails; nothing was changed
     */
    void load(StoredFile file, Path content) throws SQLException, IOException {
        Instant now = clock.instant();
        try (DuckDBConnection connection = warehouse.connect()) {
            try {
                long rows = loadWhole(connection, file, content, now);
                LOG.infof("File is loaded. file=%s rows=%d", file.key().key(), rows);
            } catch (BadFileException bad) {
                Warehouse.rollBack(connection);
                LoadHistory.write(connection, file, 0, bad, now);
                LOG.warnf(
                        "File is skipped. file=%s line=%d error=%s", file.key().key(), bad.line(), bad.getMessage());
            } catch (SQLException | IOException | RuntimeException failure) {
                Warehouse.rollBack(connection);
                throw failure;
            }
        }
        history.remember(file.key().key(), now);
    }

    private static long loadWhole(DuckDBConnection connection, StoredFile file, Path content, Instant now)
            throws SQLException, IOException, BadFileException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE stage (line VARCHAR, file_row BIGINT)");
            statement.execute("BEGIN TRANSACTION");
            statement.execute("CREATE TABLE IF NOT EXISTS " + bronze(file)
                    + " (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ)");
        }
        long rows = stage(connection, content);
        checkOnceMore(connection);
        String move = "INSERT INTO " + bronze(file) + " SELECT line::JSON, ?, file_row, ? FROM stage ORDER BY file_row";
        try (PreparedStatement statement = connection.prepareStatement(move)) {
            statement.setString(1, file.key().key());
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            statement.execute();
        }
        LoadHistory.write(connection, file, rows, null, now);
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMIT");
        }
        return rows;
    }

    private static long stage(DuckDBConnection connection, Path content)
            throws SQLException, IOException, BadFileException {
        long rows = 0;
        try (InputStream in = Files.newInputStream(content);
                NdjsonLines lines = new NdjsonLines(in);
                DuckDBAppender appender = connection.createAppender("temp", "main", "stage")) {
            while (lines.next()) {
                appender.beginRow();
                appender.append(StrictJson.check(lines.bytes(), lines.length(), lines.number()));
                appender.append(lines.number());
                appender.endRow();
                rows++;
            }
            appender.flush();
        }
        return rows;
    }

    /** What the strict reader takes and the database cannot read would break every later query of the table. */
    private static void checkOnceMore(DuckDBConnection connection) throws SQLException, BadFileException {
        try (Statement statement = connection.createStatement();
                var unreadable = statement.executeQuery("SELECT min(file_row) FROM stage WHERE NOT json_valid(line)")) {
            unreadable.next();
            long line = unreadable.getLong(1);
            if (!unreadable.wasNull()) {
                throw new BadFileException("the database cannot read it as JSON", line);
            }
        }
    }

    /** Quoted; a key's topic has nothing in it that a quoted name could not have. */
    private static String bronze(StoredFile file) {
        return "bronze.\"" + file.key().table() + "\"";
    }
}
