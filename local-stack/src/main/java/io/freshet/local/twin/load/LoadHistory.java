package io.freshet.local.twin.load;

import io.freshet.local.twin.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which files were looked at, by path, for ever, and when last. The table is the truth; the names are held in memory as well. For the one thread that
 * loads.
 */
public final class LoadHistory {
    private final Map<String, Instant> names;

    private LoadHistory(Map<String, Instant> names) {
        this.names = names;
    }

    public static LoadHistory read(Warehouse warehouse) throws SQLException {
        Map<String, Instant> names = new HashMap<>();
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT file_name, max(last_load_time) FROM ops.load_history GROUP BY file_name")) {
            while (rows.next()) {
                names.put(
                        rows.getString(1),
                        rows.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
        return new LoadHistory(names);
    }

    boolean knows(String fileName) {
        return names.containsKey(fileName);
    }

    /** As a pipe's own history, which forgets after a while: whether the file was looked at since. */
    boolean knowsSince(String fileName, Instant since) {
        Instant last = names.get(fileName);
        return last != null && !last.isBefore(since);
    }

    /** To be called after the commit that wrote the row. */
    void remember(String fileName, Instant at) {
        names.put(fileName, at);
    }

    /**
     * Writes a row within the connection's transaction.
     *
     * @param failure null for a file that was loaded
     */
    static void write(
            Connection connection, StoredFile file, long rows, @Nullable BadFileException failure, Instant now)
            throws SQLException {
        String insert = "INSERT INTO ops.load_history (file_name, table_name, status, row_count, file_size, etag,"
                + " first_error_message, first_error_line, last_load_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, file.key().key());
            statement.setString(2, file.key().table());
            statement.setString(3, failure == null ? "LOADED" : "LOAD_FAILED");
            statement.setLong(4, rows);
            statement.setLong(5, file.size());
            statement.setString(6, file.etag());
            if (failure == null) {
                statement.setNull(7, Types.VARCHAR);
                statement.setNull(8, Types.BIGINT);
            } else {
                statement.setString(7, failure.getMessage());
                statement.setLong(8, failure.line());
            }
            statement.setObject(9, now.atOffset(ZoneOffset.UTC));
            statement.execute();
        }
    }
}
