/** The books: what manifest, store and warehouse must agree on, and what to do where they do not. Pure. */
@NullMarked
package io.freshet.warehouse.reconcile;

import org.jspecify.annotations.NullMarked;
