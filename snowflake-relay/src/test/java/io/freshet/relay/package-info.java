@NullMarked
package io.freshet.relay;

import org.jspecify.annotations.NullMarked;
