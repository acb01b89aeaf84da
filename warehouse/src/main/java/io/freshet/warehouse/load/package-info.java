/** What the warehouse says of its loads: Snowflake, or the local twin. */
@NullMarked
package io.freshet.warehouse.load;

import org.jspecify.annotations.NullMarked;
