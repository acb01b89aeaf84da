/** Durable means: Kafka said so, with acks=all. The only package that sees Kafka. */
@NullMarked
package io.freshet.gateway.publish.kafka;

import org.jspecify.annotations.NullMarked;
