/** Rows of a file to the gateway: read, typed by the schema, sent in batches, sent again with the same ids. */
@NullMarked
package io.freshet.cli.send;

import org.jspecify.annotations.NullMarked;
