package sample;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

@Path("/version")
public class Warehouse {
    @Inject
    DataSource snowflake;

    @GET
    public String version() throws SQLException {
        try (var connection = snowflake.getConnection();
                var rows = connection.createStatement().executeQuery("SELECT CURRENT_VERSION()")) {
            return rows.next() ? rows.getString(1) : "unknown";
        }
    }
}
