/** Dev Services: a Snowflake-protocol server for development and tests, started by its own launcher. */
@NullMarked
package io.freshet.quarkus.snowflake.deployment.devservices;

import org.jspecify.annotations.NullMarked;
