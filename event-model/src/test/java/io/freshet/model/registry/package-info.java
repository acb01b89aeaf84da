/** Tests. */
@NullMarked
package io.freshet.model.registry;

import org.jspecify.annotations.NullMarked;
