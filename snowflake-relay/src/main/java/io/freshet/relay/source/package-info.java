/** Partition ownership, the poll loop, intents: the only place that commits offsets. */
@NullMarked
package io.freshet.relay.source;

import org.jspecify.annotations.NullMarked;
