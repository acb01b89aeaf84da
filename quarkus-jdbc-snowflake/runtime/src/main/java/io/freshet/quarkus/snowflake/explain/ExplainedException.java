package io.freshet.quarkus.snowflake.explain;

import java.io.Serial;
import java.sql.SQLException;

/**
 * A failure whose message names cause and remedy. SQL state and vendor code are those of the driver's exception, which is the cause.
 */
public final class ExplainedException extends SQLException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ExplainedException(String causeAndRemedy, SQLException original) {
        super(causeAndRemedy, original.getSQLState(), original.getErrorCode(), original);
    }
}
