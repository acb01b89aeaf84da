package io.freshet.local.twin.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Lets through what the database's own parser says is one SELECT and nothing else. Not the only guard: queries run in a read-only
 * transaction without access to files, network or settings.
 */
final class OneSelect {
    private static final String PARSE =
            "SELECT parsed->>'$.error', parsed->>'$.error_type', parsed->>'$.error_message',"
                    + " json_array_length(parsed, '$.statements') FROM (SELECT json_serialize_sql(?) AS parsed)";

    private OneSelect() {}

    /** Why it is refused; empty when it may run. */
    static Optional<QueryOutcome.Refused> problem(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PARSE)) {
            statement.setString(1, sql);
            try (ResultSet parsed = statement.executeQuery()) {
                parsed.next();
                if (Boolean.parseBoolean(parsed.getString(1))) {
                    return Optional.of(
                            "parser".equals(parsed.getString(2))
                                    ? refused("sql-error", parsed.getString(3))
                                    : refused(
                                            "not-a-select",
                                            "Only SELECT is answered here: the warehouse is read-only."));
                }
                long statements = parsed.getLong(4);
                return statements == 1
                        ? Optional.empty()
                        : Optional.of(refused(
                                "not-one-statement", "Send exactly one statement; this has " + statements + "."));
            }
        }
    }

    private static QueryOutcome.Refused refused(String slug, String detail) {
        return new QueryOutcome.Refused(400, slug, detail);
    }
}
