@NullMarked
package io.freshet.gateway.identity;

import org.jspecify.annotations.NullMarked;
