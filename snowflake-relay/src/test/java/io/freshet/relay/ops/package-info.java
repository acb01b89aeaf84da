@NullMarked
package io.freshet.relay.ops;

import org.jspecify.annotations.NullMarked;
