package io.freshet.quarkus.snowflake.it;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource.DataSourceLiteral;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs SQL. Not to be copied: an application that runs whatever SQL it is sent is a hole. */
@Path("/sql")
@Blocking
public class SqlResource {

    /** One thing to run, with values for its parameters; several rows of values make a batch. */
    public record Job(String sql, List<List<String>> rows) {}

    @Inject
    @Any
    Instance<AgroalDataSource> dataSources;

    /** Every value of the result as text by the getter of the kind, in order. */
    @POST
    @Path("query")
    public Response query(
            Job job,
            @QueryParam("on") @DefaultValue("") String on,
            @QueryParam("as") @DefaultValue("object") String as) {
        return answer(() -> {
            try (Connection connection = source(on).getConnection();
                    PreparedStatement statement = prepared(connection, job);
                    ResultSet rows = statement.executeQuery()) {
                List<List<String>> result = new ArrayList<>();
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        row.add(Values.read(rows, column, as));
                    }
                    result.add(row);
                }
                return result;
            }
        });
    }

    /** How many rows each set of parameters changed. */
    @POST
    @Path("update")
    public Response update(Job job, @QueryParam("on") @DefaultValue("") String on) {
        return answer(() -> {
            try (Connection connection = source(on).getConnection();
                    PreparedStatement statement = connection.prepareStatement(job.sql())) {
                if (job.rows().size() < 2) {
                    Values.bind(
                            statement,
                            job.rows().isEmpty() ? List.of() : job.rows().getFirst());
                    return List.of(statement.executeUpdate());
                }
                for (List<String> row : job.rows()) {
                    Values.bind(statement, row);
                    statement.addBatch();
                }
                return Arrays.stream(statement.executeBatch()).boxed().toList();
            }
        });
    }

    /** Counts the rows without keeping them, and sums the first column. */
    @POST
    @Path("count")
    public Response count(Job job, @QueryParam("on") @DefaultValue("") String on) {
        return answer(() -> {
            try (Connection connection = source(on).getConnection();
                    PreparedStatement statement = prepared(connection, job);
                    ResultSet rows = statement.executeQuery()) {
                long count = 0;
                long sum = 0;
                while (rows.next()) {
                    count++;
                    sum += rows.getLong(1);
                }
                return Map.of("count", count, "sum", sum);
            }
        });
    }

    /** Runs an update in a transaction of the transaction manager, which is rolled back at the end if asked for. */
    @POST
    @Path("transaction")
    public Response transaction(Job job, @QueryParam("rollback") @DefaultValue("false") boolean rollback) {
        return answer(() -> {
            QuarkusTransaction.begin();
            boolean done = false;
            try (Connection connection = source("").getConnection();
                    PreparedStatement statement = prepared(connection, job)) {
                int changed = statement.executeUpdate();
                done = !rollback;
                return changed;
            } finally {
                if (done) {
                    QuarkusTransaction.commit();
                } else {
                    QuarkusTransaction.rollback();
                }
            }
        });
    }

    private AgroalDataSource source(String name) {
        return name.isEmpty()
                ? dataSources.select(Default.Literal.INSTANCE).get()
                : dataSources.select(new DataSourceLiteral(name)).get();
    }

    private static PreparedStatement prepared(Connection connection, Job job) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(job.sql());
        if (!job.rows().isEmpty()) {
            Values.bind(statement, job.rows().getFirst());
        }
        return statement;
    }

    /** Something that a database may refuse. */
    private interface Work {
        Object done() throws SQLException;
    }

    private static Response answer(Work work) {
        try {
            return Response.ok(work.done()).build();
        } catch (SQLException e) {
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("message", e.getMessage());
            problem.put("state", e.getSQLState());
            problem.put("code", e.getErrorCode());
            return Response.status(422).entity(problem).build();
        }
    }
}
