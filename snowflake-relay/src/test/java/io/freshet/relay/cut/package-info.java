@NullMarked
package io.freshet.relay.cut;

import org.jspecify.annotations.NullMarked;
