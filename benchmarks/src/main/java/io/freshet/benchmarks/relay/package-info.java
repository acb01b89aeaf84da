/** Whole-process benchmarks of the relay against {@code kcat | gzip -1}. */
@NullMarked
package io.freshet.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
