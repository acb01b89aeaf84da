@NullMarked
package io.freshet.warehouse.load;

import org.jspecify.annotations.NullMarked;
