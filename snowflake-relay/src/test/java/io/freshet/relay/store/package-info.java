@NullMarked
package io.freshet.relay.store;

import org.jspecify.annotations.NullMarked;
