@NullMarked
package io.freshet.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
