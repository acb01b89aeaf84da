package io.freshet.quarkus.snowflake.connect;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import java.sql.SQLException;
import java.util.Set;

/** Tells the pool after which errors a connection is of no more use: its session has ended, or the driver has closed it. */
final class FatalErrors implements ExceptionSorter {

    private static final Set<Integer> CODES = Set.of(
            390104, 390110, 390111, 390112, 390114, 390115, 390195, // the session or its tokens are gone
            200052); // the driver's connection is closed

    @Override
    public boolean isFatal(SQLException failure) {
        String state = failure.getSQLState();
        return CODES.contains(failure.getErrorCode()) || (state != null && state.startsWith("08"));
    }
}
