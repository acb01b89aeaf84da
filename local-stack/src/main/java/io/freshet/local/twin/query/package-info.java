/** Read-only SQL over HTTP. */
@NullMarked
package io.freshet.local.twin.query;

import org.jspecify.annotations.NullMarked;
