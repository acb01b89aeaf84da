package io.freshet.quarkus.snowflake.connect;

import io.freshet.quarkus.snowflake.explain.Explainer;
import io.freshet.quarkus.snowflake.explain.SessionFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;

/**
 * Turns the driver's warnings about a session that differs from the one asked for into a failed login. A server that says
 * nothing about a property, as stand-ins do, is not held to it: the driver then reports an empty name, where Snowflake's null means "none".
 */
final class SessionCheck {

    private static final int DIFFERENT = 200041;
    private static final String SAYS_NOTHING = "returned by server: .";

    private SessionCheck() {}

    static void verify(Connection connection, Explainer explainer, SessionFacts facts) throws SQLException {
        for (SQLWarning warning = connection.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            String message = String.valueOf(warning.getMessage());
            if (warning.getErrorCode() == DIFFERENT && !message.endsWith(SAYS_NOTHING)) {
                SQLException failure = explainer.otherSession(message, facts);
                try {
                    connection.close();
                } catch (SQLException e) {
                    failure.addSuppressed(e);
                }
                throw failure;
            }
        }
    }
}
