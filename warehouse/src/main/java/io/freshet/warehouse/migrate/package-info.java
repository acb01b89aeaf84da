/** Migrations: what is to be in the warehouse, what of it is there, and how the rest comes there. */
@NullMarked
package io.freshet.warehouse.migrate;

import org.jspecify.annotations.NullMarked;
