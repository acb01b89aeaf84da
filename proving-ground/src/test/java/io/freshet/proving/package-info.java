/** The whole of Freshet, as its users start it, seen from outside. */
@NullMarked
package io.freshet.proving;

import org.jspecify.annotations.NullMarked;
