/** Kafka in, NDJSON objects out, each record exactly once: {@code docs/relay.md} has the protocol and its failure table. */
@NullMarked
package io.freshet.relay;

import org.jspecify.annotations.NullMarked;
