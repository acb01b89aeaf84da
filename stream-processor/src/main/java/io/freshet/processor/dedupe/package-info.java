/** Which events were there before, within a bound; pure. */
@NullMarked
package io.freshet.processor.dedupe;

import org.jspecify.annotations.NullMarked;
