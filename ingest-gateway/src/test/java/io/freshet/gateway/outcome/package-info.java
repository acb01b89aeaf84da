@NullMarked
package io.freshet.gateway.outcome;

import org.jspecify.annotations.NullMarked;
