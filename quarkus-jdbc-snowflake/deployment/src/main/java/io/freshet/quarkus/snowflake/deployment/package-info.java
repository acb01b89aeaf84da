/** Build steps: what a Quarkus build must know of Snowflake. */
@NullMarked
package io.freshet.quarkus.snowflake.deployment;

import org.jspecify.annotations.NullMarked;
