package io.freshet.quarkus.snowflake.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DevServicesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION =
            new QuarkusUnitTest().withEmptyApplication().overrideConfigKey("quarkus.datasource.db-kind", "snowflake");

    @Inject
    AgroalDataSource dataSource;

    @Test
    void startsAStandInWhenNothingIsConfigured() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 6 * 7, CURRENT_DATABASE()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
            assertThat(rows.getString(2)).isEqualTo("DEV");
        }
    }

    @Test
    void isHealthyAsAgroalSeesIt() throws SQLException {
        assertThat(dataSource.isHealthy(false)).isTrue();
    }
}
