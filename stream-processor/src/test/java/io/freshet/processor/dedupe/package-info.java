/** Tests of the package of the same name. */
@NullMarked
package io.freshet.processor.dedupe;

import org.jspecify.annotations.NullMarked;
