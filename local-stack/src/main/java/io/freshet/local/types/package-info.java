/** Event types and their topics: registered, created and verified in one go. */
@NullMarked
package io.freshet.local.types;

import org.jspecify.annotations.NullMarked;
