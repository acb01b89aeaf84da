/** The event types that can be posted, kept current from the schema registry. */
@NullMarked
package io.freshet.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
