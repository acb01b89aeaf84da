@NullMarked
package io.freshet.gateway.door;

import org.jspecify.annotations.NullMarked;
