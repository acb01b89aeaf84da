/** Service binding. */
@NullMarked
package io.freshet.quarkus.snowflake.binding;

import org.jspecify.annotations.NullMarked;
