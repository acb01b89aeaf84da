@NullMarked
package io.freshet.warehouse;

import org.jspecify.annotations.NullMarked;
