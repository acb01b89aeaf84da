@NullMarked
package io.freshet.local.twin;

import org.jspecify.annotations.NullMarked;
