package io.freshet.processor.proof;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The independent calculation: SQL over the same input, all at once. */
final class Batch {
    private Batch() {}

    /** Every row as text, columns joined by bars, sorted. */
    static List<String> query(String sql, Path... files) {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(String.format(sql, (Object[]) files))) {
            List<String> all = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(rows.getString(column));
                }
                all.add(String.join("|", row));
            }
            Collections.sort(all);
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
