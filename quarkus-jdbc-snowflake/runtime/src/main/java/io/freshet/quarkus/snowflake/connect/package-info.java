/** From configuration to an open session: the JDBC properties, the secrets, the driver that Agroal calls. */
@NullMarked
package io.freshet.quarkus.snowflake.connect;

import org.jspecify.annotations.NullMarked;
