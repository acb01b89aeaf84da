@NullMarked
package io.freshet.warehouse.store;

import org.jspecify.annotations.NullMarked;
