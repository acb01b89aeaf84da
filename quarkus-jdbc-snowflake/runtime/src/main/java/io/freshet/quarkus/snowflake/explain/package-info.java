/** Failures of the driver and the server, retold as cause and remedy; pure. */
@NullMarked
package io.freshet.quarkus.snowflake.explain;

import org.jspecify.annotations.NullMarked;
