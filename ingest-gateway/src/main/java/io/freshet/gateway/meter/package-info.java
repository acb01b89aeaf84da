/** What the gateway counts. */
@NullMarked
package io.freshet.gateway.meter;

import org.jspecify.annotations.NullMarked;
