/** Settings, start and stop, health, metrics, native hints. */
@NullMarked
package io.freshet.processor.ops;

import org.jspecify.annotations.NullMarked;
