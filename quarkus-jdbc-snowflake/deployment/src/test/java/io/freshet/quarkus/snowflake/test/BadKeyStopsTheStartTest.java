package io.freshet.quarkus.snowflake.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BadKeyStopsTheStartTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.sales.db-kind", "snowflake")
            .overrideConfigKey("quarkus.datasource.sales.username", "LOADER")
            .overrideConfigKey("quarkus.snowflake.sales.account", "acme-eu")
            .overrideConfigKey(
                    "quarkus.snowflake.sales.private-key-file",
                    Keys.file("pkcs1.pem").toString())
            .assertException(thrown -> assertThat(thrown)
                    .hasStackTraceContaining("Datasource sales cannot connect to Snowflake")
                    .hasStackTraceContaining("quarkus.snowflake.\"sales\".private-key-file (" + Keys.file("pkcs1.pem"))
                    .hasStackTraceContaining("PKCS#8 is needed")
                    .hasStackTraceContaining("openssl pkcs8 -topk8"));

    @Test
    void withWhatToDo() {
        fail("the application must not have started");
    }
}
