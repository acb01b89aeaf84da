package io.freshet.local.twin.load;

import io.freshet.local.twin.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which files were looked at, by path, for ever. The table is the truth; the names are held in memory as well. For the one thread that
 * loads.
 */
public final class LoadHistory {
    private final Set<String> names;

    private LoadHistory(Set<String> names) {
        this.names = names;
    }

    public static LoadHistory read(Warehouse warehouse) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT file_name FROM ops.load_history")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return new LoadHistory(names);
    }

    boolean knows(String fileName) {
        return names.contains(fileName);
    }

    /** To be called after the commit that wrote the row. */
    void remember(String fileName) {
        names.add(fileName);
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
