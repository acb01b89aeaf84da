package io.freshet.local.twin.query;

import io.freshet.local.twin.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Runs queries that can only read, within their limits. Blocks for as long as a query may take; any number of threads. */
public final class QueryRunner implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(QueryRunner.class);
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private final Warehouse warehouse;
    private final QueryLimits limits;
    private final Semaphore running;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "query-timeout");
        thread.setDaemon(true);
        return thread;
    });

    public QueryRunner(Warehouse warehouse, QueryLimits limits) {
        this.warehouse = warehouse;
        this.limits = limits;
        this.running = new Semaphore(limits.concurrent());
    }

    /** Answers what a client sent. */
    public QueryOutcome run(String sql) {
        if (!running.tryAcquire()) {
            return new QueryOutcome.Refused(
                    TOO_MANY,
                    "too-many-queries",
                    limits.concurrent() + " queries run already; send it again in a second.");
        }
        try (Connection connection = warehouse.connect()) {
            Optional<QueryOutcome.Refused> problem = OneSelect.problem(connection, sql);
            return problem.isPresent() ? problem.get() : read(connection, sql);
        } catch (SQLException e) {
            return new QueryOutcome.Refused(400, "sql-error", message(e));
        } catch (OutOfMemoryError e) {
            return new QueryOutcome.Refused(
                    UNPROCESSABLE, "result-too-large", "A value of the result is larger than the twin can hold.");
        } finally {
            running.release();
        }
    }

    private QueryOutcome read(Connection connection, String sql) throws SQLException {
        AtomicBoolean late = new AtomicBoolean();
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION READ ONLY");
            ScheduledFuture<?> bound = clock.schedule(
                    () -> cancel(statement, late), limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return new QueryOutcome.Answered(ResultJson.write(rows, limits));
            } finally {
                bound.cancel(false);
            }
        } catch (SQLException e) {
            if (late.get()) {
                return new QueryOutcome.Refused(
                        UNPROCESSABLE,
                        "query-timeout",
                        "The query took longer than " + limits.timeout().toSeconds() + " s.");
            }
            throw e;
        } catch (IOException e) {
            throw new SQLException("the result cannot be written as JSON: " + e.getMessage(), e);
        } finally {
            Warehouse.rollBack(connection);
        }
    }

    private static void cancel(Statement statement, AtomicBoolean late) {
        late.set(true);
        try {
            statement.cancel();
        } catch (SQLException over) {
            LOG.debugf("A query ended before it could be cancelled. detail=%s", over.getMessage());
        }
    }

    private static String message(SQLException e) {
        return String.valueOf(e.getMessage());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
