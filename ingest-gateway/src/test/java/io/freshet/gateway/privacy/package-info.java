@NullMarked
package io.freshet.gateway.privacy;

import org.jspecify.annotations.NullMarked;
