@NullMarked
package io.freshet.warehouse.reconcile;

import org.jspecify.annotations.NullMarked;
