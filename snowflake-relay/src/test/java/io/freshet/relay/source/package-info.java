@NullMarked
package io.freshet.relay.source;

import org.jspecify.annotations.NullMarked;
