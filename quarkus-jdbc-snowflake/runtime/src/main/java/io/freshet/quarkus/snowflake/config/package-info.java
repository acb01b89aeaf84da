/** What a user may set under quarkus.snowflake. */
@NullMarked
package io.freshet.quarkus.snowflake.config;

import org.jspecify.annotations.NullMarked;
