/** From the store into bronze: each file once, whole or not at all. */
@NullMarked
package io.freshet.local.twin.load;

import org.jspecify.annotations.NullMarked;
