/** Whole-process benchmarks of the stream processor against the stock DSL and Kafka's own consumer. */
@NullMarked
package io.freshet.benchmarks.processor;

import org.jspecify.annotations.NullMarked;
