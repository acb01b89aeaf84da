package io.freshet.local.twin.load;

import io.freshet.local.twin.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * A pipe for each table: whether it runs, how many files wait for it, and what it was asked to look at. Whether it runs outlives the
 * process. Any number of threads.
 */
public final class Pipes {
    private static final int MOST_REFRESHES = 1_000;

    private final Warehouse warehouse;
    private final Set<String> paused;
    private final Map<String, Integer> waiting = new HashMap<>();
    private final Queue<Refresh> refreshes = new ArrayDeque<>();

    /**
     * {@code ALTER PIPE … REFRESH}.
     *
     * @param prefix of the keys; empty for all of the table's
     */
    record Refresh(String table, String prefix) {}

    private Pipes(Warehouse warehouse, Set<String> paused) {
        this.warehouse = warehouse;
        this.paused = paused;
    }

    public static Pipes read(Warehouse warehouse) throws SQLException {
        Set<String> paused = new HashSet<>();
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_name FROM ops.paused_pipes")) {
            while (rows.next()) {
                paused.add(rows.getString(1));
            }
        }
        return new Pipes(warehouse, paused);
    }

    public synchronized void pause(String table) throws SQLException {
        write("INSERT OR IGNORE INTO ops.paused_pipes VALUES (?)", table);
        paused.add(table);
    }

    public synchronized void resume(String table) throws SQLException {
        write("DELETE FROM ops.paused_pipes WHERE table_name = ?", table);
        paused.remove(table);
    }

    private void write(String sql, String table) throws SQLException {
        try (Connection connection = warehouse.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            statement.execute();
        }
    }

    /**
     * Looks at the store anew, soon.
     *
     * @return false when so much is asked for already that it was not taken
     */
    public synchronized boolean refresh(String table, String prefix) {
        return refreshes.size() < MOST_REFRESHES && refreshes.add(new Refresh(table, prefix));
    }

    synchronized List<Refresh> takeRefreshes() {
        List<Refresh> taken = new ArrayList<>();
        refreshes.removeIf(refresh -> !paused.contains(refresh.table()) && taken.add(refresh));
        return taken;
    }

    synchronized boolean runs(String table) {
        return !paused.contains(table);
    }

    /** @param files that were heard of and wait for their pipe */
    synchronized void waiting(List<StoredFile> files) {
        waiting.clear();
        files.forEach(file -> waiting.merge(file.key().table(), 1, Integer::sum));
    }

    /** Those that are paused. */
    public synchronized Set<String> paused() {
        return Set.copyOf(paused);
    }

    /** Files that were heard of and are not loaded, by table; tables without such files are left out. */
    public synchronized Map<String, Integer> waiting() {
        return Map.copyOf(waiting);
    }
}
