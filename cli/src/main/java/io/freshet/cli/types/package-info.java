/** The event types that the registry knows. */
@NullMarked
package io.freshet.cli.types;

import org.jspecify.annotations.NullMarked;
