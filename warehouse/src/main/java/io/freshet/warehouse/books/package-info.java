/** What the relay wrote down, and what Kafka still has. */
@NullMarked
package io.freshet.warehouse.books;

import org.jspecify.annotations.NullMarked;
