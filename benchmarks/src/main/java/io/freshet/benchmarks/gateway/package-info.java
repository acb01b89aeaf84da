/** Whole-process benchmarks of the gateway against a bare HTTP server and Kafka's own producer. */
@NullMarked
package io.freshet.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
