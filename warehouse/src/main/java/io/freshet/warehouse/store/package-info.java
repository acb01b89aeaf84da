/** What lies in the object store. */
@NullMarked
package io.freshet.warehouse.store;

import org.jspecify.annotations.NullMarked;
