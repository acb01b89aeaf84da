/** The log of MQTT sessions: a compacted topic that every replica writes in transactions and reads as a whole. */
@NullMarked
package io.freshet.gateway.publish.kafka.session;

import org.jspecify.annotations.NullMarked;
