/** What a native program needs changed in the driver. */
@NullMarked
package io.freshet.quarkus.snowflake.graal;

import org.jspecify.annotations.NullMarked;
