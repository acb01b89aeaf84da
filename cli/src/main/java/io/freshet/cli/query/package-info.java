/** Queries to the warehouse twin. */
@NullMarked
package io.freshet.cli.query;

import org.jspecify.annotations.NullMarked;
