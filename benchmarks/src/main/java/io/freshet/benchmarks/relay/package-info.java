/** The relay as a whole: packaged program, real broker, real store; measured in processor time against {@code kcat | gzip}. */
@NullMarked
package io.freshet.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
