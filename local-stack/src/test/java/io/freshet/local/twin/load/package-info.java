@NullMarked
package io.freshet.local.twin.load;

import org.jspecify.annotations.NullMarked;
