@NullMarked
package io.freshet.relay.encode;

import org.jspecify.annotations.NullMarked;
