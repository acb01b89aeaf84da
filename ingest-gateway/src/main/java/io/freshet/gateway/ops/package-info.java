/** Configuration, wiring, health, metrics and native hints. */
@NullMarked
package io.freshet.gateway.ops;

import org.jspecify.annotations.NullMarked;
