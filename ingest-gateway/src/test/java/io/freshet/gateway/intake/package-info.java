@NullMarked
package io.freshet.gateway.intake;

import org.jspecify.annotations.NullMarked;
