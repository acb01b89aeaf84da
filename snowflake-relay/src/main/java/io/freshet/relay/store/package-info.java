/** The object store that Snowpipe loads from: create-only writes, HEAD and LIST, nothing else. */
@NullMarked
package io.freshet.relay.store;

import org.jspecify.annotations.NullMarked;
