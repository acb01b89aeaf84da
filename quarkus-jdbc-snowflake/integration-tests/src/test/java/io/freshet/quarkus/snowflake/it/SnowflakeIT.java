package io.freshet.quarkus.snowflake.it;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged application: the runner jar, or with -Dnative the native program. */
@QuarkusIntegrationTest
class SnowflakeIT extends SnowflakeTest {}
