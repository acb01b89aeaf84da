@NullMarked
package io.freshet.gateway.ops;

import org.jspecify.annotations.NullMarked;
