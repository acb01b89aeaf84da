/** Configuration, wiring, health, metrics and native hints. */
@NullMarked
package io.freshet.relay.ops;

import org.jspecify.annotations.NullMarked;
