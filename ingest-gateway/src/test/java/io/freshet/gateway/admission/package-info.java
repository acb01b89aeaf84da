@NullMarked
package io.freshet.gateway.admission;

import org.jspecify.annotations.NullMarked;
