/** The warehouse: reconciliation and migrations, as a program of its own. */
@NullMarked
package io.freshet.warehouse;

import org.jspecify.annotations.NullMarked;
