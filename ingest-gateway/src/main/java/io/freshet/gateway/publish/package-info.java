/** The port through which events become durable. */
@NullMarked
package io.freshet.gateway.publish;

import org.jspecify.annotations.NullMarked;
