/** What became of each event of a request, and the answer that follows from it. Pure. */
@NullMarked
package io.freshet.gateway.outcome;

import org.jspecify.annotations.NullMarked;
