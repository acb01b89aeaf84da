@NullMarked
package io.freshet.gateway;

import org.jspecify.annotations.NullMarked;
