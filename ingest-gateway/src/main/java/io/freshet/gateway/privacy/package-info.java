/** What a person's wish not to be tracked does to an event before anything is written. Pure. */
@NullMarked
package io.freshet.gateway.privacy;

import org.jspecify.annotations.NullMarked;
