/** When a range of a partition ends, what was intended for it, and how far each partition is. Pure: no Kafka, no clock. */
@NullMarked
package io.freshet.relay.cut;

import org.jspecify.annotations.NullMarked;
