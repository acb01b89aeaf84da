/** Files that people write, read so that every mistake names file, line and field. Pure. */
@NullMarked
package io.freshet.gateway.declare;

import org.jspecify.annotations.NullMarked;
