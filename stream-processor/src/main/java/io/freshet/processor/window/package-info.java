/** Window arithmetic and what is summed up in a window; pure. */
@NullMarked
package io.freshet.processor.window;

import org.jspecify.annotations.NullMarked;
