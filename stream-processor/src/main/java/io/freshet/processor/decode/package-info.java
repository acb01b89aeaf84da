/** Order events out of Avro, totals into Avro; pure. */
@NullMarked
package io.freshet.processor.decode;

import org.jspecify.annotations.NullMarked;
