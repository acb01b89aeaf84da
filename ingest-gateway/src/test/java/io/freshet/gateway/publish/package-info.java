@NullMarked
package io.freshet.gateway.publish;

import org.jspecify.annotations.NullMarked;
