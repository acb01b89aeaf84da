@NullMarked
package io.freshet.relay.replay;

import org.jspecify.annotations.NullMarked;
