/** The warehouse twin: does on one machine what Snowpipe and Snowflake do in the cloud, and refuses what they refuse. */
@NullMarked
package io.freshet.local.twin;

import org.jspecify.annotations.NullMarked;
