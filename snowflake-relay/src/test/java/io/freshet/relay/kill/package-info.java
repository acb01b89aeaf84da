/** The whole relay against a real broker and object store, and what happens when it is killed. */
@NullMarked
package io.freshet.relay.kill;

import org.jspecify.annotations.NullMarked;
