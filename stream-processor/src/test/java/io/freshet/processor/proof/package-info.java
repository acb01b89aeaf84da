/** Declared jobs on real parts, held against batch calculations over the same input. */
@NullMarked
package io.freshet.processor.proof;

import org.jspecify.annotations.NullMarked;
