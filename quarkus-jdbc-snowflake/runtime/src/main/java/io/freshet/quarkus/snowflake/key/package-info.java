/** Private keys in the forms that Snowflake's documentation produces; pure. */
@NullMarked
package io.freshet.quarkus.snowflake.key;

import org.jspecify.annotations.NullMarked;
