/** Parts as child processes: what a part is, how it is started, probed and stopped. */
@NullMarked
package io.freshet.local.part;

import org.jspecify.annotations.NullMarked;
