/** Reading what was rejected. */
@NullMarked
package io.freshet.local.rejected;

import org.jspecify.annotations.NullMarked;
