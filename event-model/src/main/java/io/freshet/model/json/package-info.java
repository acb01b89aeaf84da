/** JSON to Avro and back, driven by the schema of the event type; the hot path of the product. */
@NullMarked
package io.freshet.model.json;

import org.jspecify.annotations.NullMarked;
