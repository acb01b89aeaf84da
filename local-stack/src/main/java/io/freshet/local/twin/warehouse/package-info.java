/** The DuckDB file, which one process owns, and its schemas. */
@NullMarked
package io.freshet.local.twin.warehouse;

import org.jspecify.annotations.NullMarked;
