/** A topic again, into a prefix of its own: rows as they were, for a new pipe or a new table. Commits nothing. */
@NullMarked
package io.freshet.relay.replay;

import org.jspecify.annotations.NullMarked;
