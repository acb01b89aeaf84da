package io.freshet.quarkus.snowflake.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.agroal.runtime.DataSourcesJdbcRuntimeConfig;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UrlFromAccountTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.db-kind", "snowflake")
            .overrideConfigKey("quarkus.snowflake.account", "acme-eu")
            .overrideConfigKey("quarkus.datasource.sales.db-kind", "snowflake")
            .overrideConfigKey("quarkus.snowflake.sales.account", "acme-us")
            .overrideConfigKey("quarkus.datasource.quoted.db-kind", "snowflake")
            .overrideConfigKey("quarkus.snowflake.\"quoted\".account", "acme-asia")
            .overrideConfigKey("quarkus.datasource.own.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.own.jdbc.url", "jdbc:snowflake://own.example.com")
            .overrideConfigKey("quarkus.datasource.idle.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.idle.devservices.enabled", "false")
            .overrideConfigKey("quarkus.datasource.other.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.\"other\".jdbc.url", "jdbc:snowflake://other.example.com");

    @Inject
    DataSourcesJdbcRuntimeConfig config;

    @Test
    void isMadeForEveryDatasourceThatHasNone() {
        assertThat(url("<default>")).contains("jdbc:snowflake://acme-eu.snowflakecomputing.com");
        assertThat(url("sales")).contains("jdbc:snowflake://acme-us.snowflakecomputing.com");
        assertThat(url("quoted")).contains("jdbc:snowflake://acme-asia.snowflakecomputing.com");
    }

    @Test
    void yieldsToAUrlOfTheUsers() {
        assertThat(url("own")).contains("jdbc:snowflake://own.example.com");
        assertThat(url("other")).contains("jdbc:snowflake://other.example.com");
    }

    @Test
    void isAbsentWithoutAnAccount() {
        assertThat(url("idle")).isEmpty();
    }

    private java.util.Optional<String> url(String name) {
        return config.dataSources().get(name).jdbc().url();
    }
}
