package io.freshet.quarkus.snowflake.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class XaIsRefusedTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.jdbc.transactions", "xa")
            .overrideConfigKey("quarkus.snowflake.account", "acme-eu")
            .assertException(thrown -> assertThat(thrown)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("Snowflake has no XA transactions")
                    .hasMessageContaining("quarkus.datasource.jdbc.transactions=xa")
                    .hasMessageContaining("enabled"));

    @Test
    void atBuildTime() {
        fail("the application must not have been built");
    }
}
