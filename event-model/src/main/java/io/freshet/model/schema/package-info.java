/** What Avro schemas mean to JSON senders: which branch of a union a value takes. */
@NullMarked
package io.freshet.model.schema;

import org.jspecify.annotations.NullMarked;
