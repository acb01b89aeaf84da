package io.freshet.warehouse.migrate;

import io.freshet.warehouse.load.SqlSession;
import java.util.HashMap;
import java.util.Map;

/** The journal as a table of the database: {@code ops.migrations}. A statement may have several rows; the last one counts. */
public final class SqlJournal implements Journal {
    private final SqlSession session;
    private final String table;

    /** @param database that is there, or may be made */
    public SqlJournal(SqlSession session, String database) {
        this.session = session;
        this.table = database + ".ops.migrations";
        session.execute("CREATE DATABASE IF NOT EXISTS " + database);
        session.execute("CREATE SCHEMA IF NOT EXISTS " + database + ".ops");
        session.execute("CREATE TABLE IF NOT EXISTS " + table
                + " (id VARCHAR NOT NULL, checksum VARCHAR NOT NULL, applied_at TIMESTAMP_NTZ NOT NULL)");
    }

    @Override
    public Map<String, String> applied() {
        Map<String, String> applied = new HashMap<>();
        session.query(
                "SELECT id, checksum FROM " + table + " ORDER BY applied_at",
                row -> applied.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
        return applied;
    }

    /** Ids and checksums have nothing in them that would have to be escaped. */
    @Override
    public void record(Statement statement) {
        session.execute("INSERT INTO " + table + " SELECT '" + statement.id() + "', '" + statement.checksum()
                + "', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ");
    }
}
