/** Kafka records to NDJSON files, byte for byte the same for the same records. Pure: no Kafka client, no clock. */
@NullMarked
package io.freshet.relay.encode;

import org.jspecify.annotations.NullMarked;
