/** Tests. */
@NullMarked
package io.freshet.model.json;

import org.jspecify.annotations.NullMarked;
