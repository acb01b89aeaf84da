/** Sending rejected events again. */
@NullMarked
package io.freshet.cli.rejected;

import org.jspecify.annotations.NullMarked;
