/** The job as Kafka Streams runs it. */
@NullMarked
package io.freshet.processor.topology;

import org.jspecify.annotations.NullMarked;
